using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Relational;

/// <summary>The key of a study: owner first. What belongs to one study is changed by one transaction at a time.</summary>
public readonly record struct StudyKey(TenantId TenantId, DicomUid StudyUid);
