/// Where a weight, or a row's sum, stands: at a bound that it is held to, or free.
enum Place: UInt8, Sendable { case lower, upper, free }
