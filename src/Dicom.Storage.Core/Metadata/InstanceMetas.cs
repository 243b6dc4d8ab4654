using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The rows of one object.</summary>
/// <param name="Store">Of the receive journal.</param>
/// <param name="State">Of its series.</param>
/// <param name="Image">Of the object.</param>
/// <param name="Truncated">Elements whose text was longer than their column and was cut; the object itself keeps it whole.</param>
public sealed record InstanceMetas(DicomStoreMeta Store, DicomStateMeta State, DicomImageMeta Image, IReadOnlyList<DicomTag> Truncated);
