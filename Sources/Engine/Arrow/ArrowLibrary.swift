public import CTickmarkArrow
import TickmarkFrames

/// The C function of the library product; `CTickmarkArrow.h` has its contract.
@c @implementation
public func tickmark_arrow_export_file(
  _ path: UnsafePointer<CChar>?, _ schema: UnsafeMutablePointer<ArrowSchema>?,
  _ array: UnsafeMutablePointer<ArrowArray>?,
  _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int32 {
  guard let path, let schema, let array else { return fail("a path and two structs are wanted", message, capacity) }
  let name = String(cString: path)
  do throws(FrameError) {
    let frame = name.hasSuffix(".tmf") ? try Frame(file: name) : try Frame(csv: name)
    ArrowExport.export(frame, schema: schema, array: array)
    return 0
  } catch {
    return fail(error.description, message, capacity)
  }
}

private func fail(_ text: String, _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int32 {
  guard let message, capacity > 0 else { return 1 }
  let bytes = text.utf8.prefix(capacity - 1)
  for (index, byte) in bytes.enumerated() { message[index] = CChar(bitPattern: byte) }
  message[bytes.count] = 0
  return 1
}
