namespace Dicom.Storage.Fuzz;

/// <summary>Gives an input to a parser and checks what must hold of any input.</summary>
/// <exception cref="FuzzFinding">Something does not hold. Any other exception is a finding, too: no parser here throws for what it is given.</exception>
internal delegate void FuzzTarget(ReadOnlySpan<byte> input);
