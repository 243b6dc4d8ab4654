namespace Dicom.Storage.DataSets;

/// <summary>What is wrong with a data set and where.</summary>
/// <param name="Kind">Tells the status to answer.</param>
/// <param name="Offset">Byte of the data set where the offending element begins, or where the data ended; inflated bytes for a deflated syntax.</param>
/// <param name="Message">A sentence for a log or an Error Comment; holds tags, lengths and limits, never an element's value.</param>
public sealed record DataSetFailure(DataSetFailureKind Kind, long Offset, string Message);
