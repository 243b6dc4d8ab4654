using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>What is known of a series' prepared JSON document: a row of <c>dicom_json_meta</c>.</summary>
/// <remarks>The order of the properties is the order of the names in JSON (<see cref="DicomMetaJson"/>).</remarks>
public sealed record DicomJsonMeta
{
    /// <summary>How often a failed document is tried again for one state of its series.</summary>
    public const int MaxRetryTimes = 5;

    /// <summary>Gets the owner: first part of the key.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Study Instance UID (0020,000D): part of the key.</summary>
    public required DicomUid StudyUid { get; init; }

    /// <summary>Gets Series Instance UID (0020,000E): part of the key.</summary>
    public required DicomUid SeriesUid { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the study.</summary>
    public required BoundedString<Max20> StudyUidHash { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the series.</summary>
    public required BoundedString<Max20> SeriesUidHash { get; init; }

    /// <summary>Gets the text of Study Date (0008,0020), also where it is partial or no date; empty when missing.</summary>
    public BoundedString<Max8> StudyDateOrigin { get; init; }

    /// <summary>Gets the <see cref="DicomStateMeta.UpdatedTime"/> of the series that was rendered, UTC.</summary>
    public required DateTimeOffset FlagTime { get; init; }

    /// <summary>Gets when the row was first saved, UTC; kept by later saves.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Gets the outcome; a number in messages.</summary>
    public JsonStatus JsonStatus { get; init; }

    /// <summary>Gets how often making the document of <see cref="FlagTime"/> has failed.</summary>
    public int RetryTimes { get; init; }
}
