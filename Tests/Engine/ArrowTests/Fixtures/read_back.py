#!/usr/bin/env python3
"""Reads frames through libTickmarkArrow's C function with pyarrow, and holds them against the CSV that Tickmark wrote.

    read_back.py LIBRARY FOLDER      FOLDER has market.tmf, market.csv and mixed.tmf

Prints `agreed on N rows`, or stops with the first assertion that fails.
"""

import ctypes
import datetime
import math
import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

library = ctypes.CDLL(sys.argv[1])
library.tickmark_arrow_export_file.argtypes = [
    ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]


def read(path):
    # 9 and 10 words of eight bytes: the two structs of the interface.
    schema, array = (ctypes.c_int64 * 9)(), (ctypes.c_int64 * 10)()
    message = ctypes.create_string_buffer(1000)
    addresses = ctypes.addressof(schema), ctypes.addressof(array)
    if library.tickmark_arrow_export_file(path.encode(), *addresses, message, 1000):
        raise OSError(message.value.decode())
    batch = pa.RecordBatch._import_from_c(addresses[1], addresses[0])
    # The importer has moved both out, so both callbacks are gone.
    assert array[8] == 0 and schema[7] == 0
    batch.validate(full=True)
    return batch


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


folder = sys.argv[2]
batch = read(f"{folder}/market.tmf")
types = [str(field.type) for field in batch.schema]
assert types == ["dictionary<values=large_string, indices=int32, ordered=0>", "date32[day]"] + ["float"] * 4 + ["int32"], types
text = pa.csv.read_csv(f"{folder}/market.csv")
assert batch.num_rows == text.num_rows
assert batch["symbol"].cast(pa.string()).to_pylist() == text["symbol"].to_pylist()
assert batch["date"].to_pylist() == text["date"].to_pylist()
for name in ["open", "high", "low", "close"]:
    expected = text[name].to_numpy().astype(np.float32)
    assert batch[name].null_count == text[name].null_count > 0
    assert np.array_equal(batch[name].to_numpy(zero_copy_only=False), expected, equal_nan=True), name
assert batch["volume"].to_pylist() == text["volume"].to_pylist()

# Arrow's own arithmetic, on a column that outlives its batch.
closes = batch["close"]
mean = pc.mean(closes).as_py()
rows = batch.num_rows
del batch
assert math.isclose(mean, pc.mean(closes).as_py()) and math.isclose(mean, np.nanmean(text["close"].to_numpy()), rel_tol=1e-6)
del closes

mixed = read(f"{folder}/mixed.tmf")
assert mixed.schema.names[2] == "time" and str(mixed.schema.types[2]) == "time32[s]"
assert mixed["symbol"].to_pylist() == ["Z", "Ünï"]
assert mixed["date"].to_pylist() == [datetime.date(1970, 1, 10), datetime.date(1969, 12, 29)]
assert mixed["time"].to_pylist() == [datetime.time(0), datetime.time(0, 0, 5)]
assert mixed["close"].to_pylist() == [None, 1e-300] and mixed["volume"].to_pylist() == [3e9, 0.25]
del mixed

# What leaks shows: a read maps above 16 KiB, a thousand of them 16 MiB.
for _ in range(50):
    read(f"{folder}/market.tmf")
before = resident()
for _ in range(1000):
    read(f"{folder}/market.tmf")
assert resident() - before < 8 << 20, resident() - before

try:
    read(f"{folder}/absent.tmf")
    raise AssertionError("a file that is not there was read")
except OSError as error:
    assert "absent.tmf" in str(error)

print(f"agreed on {rows} rows")
