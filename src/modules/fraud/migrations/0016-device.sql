create index decision_device on fraud.decision (device, seq desc) where device is not null;
