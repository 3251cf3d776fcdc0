// What a package that times its own code needs: suites and operations, variants and their agreement, and the program
// with its command line.
@_exported public import TickmarkAgreement
@_exported public import TickmarkCommands
@_exported public import TickmarkMeasurement
