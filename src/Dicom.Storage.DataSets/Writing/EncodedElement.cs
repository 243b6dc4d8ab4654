namespace Dicom.Storage.DataSets;

/// <summary>How an element is to be written.</summary>
/// <param name="Length">The length to write: that of the value, and one more where it is padded.</param>
/// <param name="SwapSize">The size of the numbers to be turned around, 1 for none.</param>
internal readonly record struct EncodedElement(DicomVR VR, RawValue Value, long Length, int SwapSize);
