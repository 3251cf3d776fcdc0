import CTickmarkOpenBLAS
public import CTickmarkVector
public import TickmarkFrames
public import TickmarkMemory

/// A part of a matrix in rows, lent: where it begins, and how far apart its rows are.
public struct LentMatrix<Element: BitwiseCopyable>: Sendable {
  public let buffer: LentBuffer<Element>
  public let offset: Int
  public let stride: Int

  @inlinable public init(_ buffer: LentBuffer<Element>, offset: Int = 0, stride: Int) {
    (self.buffer, self.offset, self.stride) = (buffer, offset, stride)
  }
}

/// What matrices of risk may hold: an element that OpenBLAS multiplies too.
public protocol RiskElement: PanelElement {
  /// a · b + c, rounded once where the build's processors can.
  static func multiplyAdd(_ a: SIMD16<Self>, _ b: SIMD16<Self>, _ c: SIMD16<Self>) -> SIMD16<Self>

  // By OpenBLAS, which has to be there (`OpenBLAS.failure`).

  /// `result = factor · aᵀ · b`; `a` is `depth` × `rows`, `b` is `depth` × `columns`.
  static func transposedProduct(
    _ a: LentMatrix<Self>, _ b: LentMatrix<Self>, rows: Int, columns: Int, depth: Int, factor: Self,
    into result: LentMatrix<Self>)

  /// The upper triangle of `factor · aᵀ · a`; `a` is `depth` × `order`.
  static func gram(_ a: LentMatrix<Self>, order: Int, depth: Int, factor: Self, into result: LentMatrix<Self>)

  /// `result = a · bᵀ`; `a` is `rows` × `depth`, `b` is `columns` × `depth`.
  static func productWithTransposed(
    _ a: LentMatrix<Self>, _ b: LentMatrix<Self>, rows: Int, columns: Int, depth: Int, into result: LentMatrix<Self>)
}

extension Float: RiskElement {
  @inlinable @inline(__always) public static func multiplyAdd(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: SIMD16<Float>
  ) -> SIMD16<Float> { tickmark_multiply_add16f(a, b, c) }

  public static func transposedProduct(
    _ a: LentMatrix<Float>, _ b: LentMatrix<Float>, rows: Int, columns: Int, depth: Int, factor: Float,
    into result: LentMatrix<Float>
  ) {
    tickmark_openblas_sgemm(
      true, false, Int32(rows), Int32(columns), Int32(depth), factor, a.buffer.address(at: a.offset), Int32(a.stride),
      b.buffer.address(at: b.offset), Int32(b.stride), result.buffer.address(at: result.offset), Int32(result.stride))
  }

  public static func gram(
    _ a: LentMatrix<Float>, order: Int, depth: Int, factor: Float, into result: LentMatrix<Float>
  ) {
    tickmark_openblas_ssyrk(
      Int32(order), Int32(depth), factor, a.buffer.address(at: a.offset), Int32(a.stride),
      result.buffer.address(at: result.offset), Int32(result.stride))
  }

  public static func productWithTransposed(
    _ a: LentMatrix<Float>, _ b: LentMatrix<Float>, rows: Int, columns: Int, depth: Int,
    into result: LentMatrix<Float>
  ) {
    tickmark_openblas_sgemm(
      false, true, Int32(rows), Int32(columns), Int32(depth), 1, a.buffer.address(at: a.offset), Int32(a.stride),
      b.buffer.address(at: b.offset), Int32(b.stride), result.buffer.address(at: result.offset), Int32(result.stride))
  }
}

extension Double: RiskElement {
  @inlinable @inline(__always) public static func multiplyAdd(
    _ a: SIMD16<Double>, _ b: SIMD16<Double>, _ c: SIMD16<Double>
  ) -> SIMD16<Double> { tickmark_multiply_add16d(a, b, c) }

  public static func transposedProduct(
    _ a: LentMatrix<Double>, _ b: LentMatrix<Double>, rows: Int, columns: Int, depth: Int, factor: Double,
    into result: LentMatrix<Double>
  ) {
    tickmark_openblas_dgemm(
      true, false, Int32(rows), Int32(columns), Int32(depth), factor, a.buffer.address(at: a.offset), Int32(a.stride),
      b.buffer.address(at: b.offset), Int32(b.stride), result.buffer.address(at: result.offset), Int32(result.stride))
  }

  public static func gram(
    _ a: LentMatrix<Double>, order: Int, depth: Int, factor: Double, into result: LentMatrix<Double>
  ) {
    tickmark_openblas_dsyrk(
      Int32(order), Int32(depth), factor, a.buffer.address(at: a.offset), Int32(a.stride),
      result.buffer.address(at: result.offset), Int32(result.stride))
  }

  public static func productWithTransposed(
    _ a: LentMatrix<Double>, _ b: LentMatrix<Double>, rows: Int, columns: Int, depth: Int,
    into result: LentMatrix<Double>
  ) {
    tickmark_openblas_dgemm(
      false, true, Int32(rows), Int32(columns), Int32(depth), 1, a.buffer.address(at: a.offset), Int32(a.stride),
      b.buffer.address(at: b.offset), Int32(b.stride), result.buffer.address(at: result.offset), Int32(result.stride))
  }
}
