public import TickmarkFrames
public import TickmarkMemory

/// Numbers in rows, one row behind the other: `values[row · columns + column]`.
public struct Matrix<Element: PanelElement>: Sendable {
  public let rows: Int
  public let columns: Int
  public let values: Column<Element>

  @inlinable public init(_ matrix: consuming MutableMatrix<Element>) {
    (rows, columns) = (matrix.rows, matrix.columns)
    values = Column(matrix.takeValues())
  }

  public init(rows: Int, columns: Int, value: (_ row: Int, _ column: Int) -> Element) {
    var matrix = MutableMatrix<Element>(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns { matrix[row, column] = value(row, column) }
    }
    self.init(matrix)
  }

  @inlinable public subscript(row: Int, column: Int) -> Element {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns, "a row and a column of the matrix")
    return values[row * columns + column]
  }

  /// The same values as another element, each rounded once.
  public func converted<Other: PanelElement>(to: Other.Type) -> Matrix<Other> {
    Matrix<Other>(rows: rows, columns: columns) { Other(self[$0, $1]) }
  }
}

/// A matrix while it is being filled; every value begins as 0.
public struct MutableMatrix<Element: PanelElement>: ~Copyable {
  public let rows: Int
  public let columns: Int
  public var values: AlignedBuffer<Element>

  @inlinable public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
    (self.rows, self.columns) = (rows, columns)
    values = AlignedBuffer(count: rows * columns, repeating: 0)
  }

  @inlinable public subscript(row: Int, column: Int) -> Element {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "a row and a column of the matrix")
      return values[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "a row and a column of the matrix")
      values[row * columns + column] = newValue
    }
  }

  /// The values so far, in memory of their own.
  public borrowing func copied() -> Matrix<Element> {
    Matrix(rows: rows, columns: columns) { values[$0 * columns + $1] }
  }

  @inlinable consuming func takeValues() -> AlignedBuffer<Element> { values }
}
