using Dicom.Storage.DataSets;

namespace Dicom.Storage.Send;

/// <summary>A Part 10 file: what it holds, and where its data set begins, which is sent as it is.</summary>
internal sealed record DicomFile(string Path, long DataSetOffset, long Length, DicomUid SopClass, DicomUid SopInstance, DicomUid TransferSyntax);
