-- What a leaf says does not hang on where the session that wrote it thinks it is.
alter function audit.seal_row() set timezone = 'UTC';
