"""Fits XGBoost on one thread, as often as a line comes in, and says as JSON how long that took.

Usage: peer.py FOLDER COLUMNS, with train.f32, train.u8 and test.f32 in the folder; it writes test.f64 there, the scores.
"""
import json, os, sys, time

os.environ["OMP_NUM_THREADS"] = "1"
try:
    import numpy
    import xgboost
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)

folder, columns = sys.argv[1], int(sys.argv[2])
read = lambda name, kind: numpy.fromfile(os.path.join(folder, name), kind)
rows, labels, later = read("train.f32", "<f4").reshape(-1, columns), read("train.u8", "u1"), read("test.f32", "<f4").reshape(-1, columns)
print(json.dumps({"version": xgboost.__version__}), flush=True)
for _ in sys.stdin:
    model = xgboost.XGBClassifier(n_jobs=1, tree_method="hist", max_bin=4096, max_depth=6, learning_rate=0.1, n_estimators=100)
    start = time.perf_counter()
    model.fit(rows, labels)
    seconds = time.perf_counter() - start
    model.predict(later, output_margin=True).astype("<f8").tofile(os.path.join(folder, "test.f64"))
    print(json.dumps({"seconds": seconds}), flush=True)
