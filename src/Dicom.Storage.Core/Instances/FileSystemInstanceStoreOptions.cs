namespace Dicom.Storage.Core;

/// <summary>Settings of the <see cref="FileSystemInstanceStore"/>; section <c>DicomStorage:FileSystem</c>.</summary>
public sealed class FileSystemInstanceStoreOptions
{
    /// <summary>Gets or sets the directory of the objects. <c>objects</c> under the storage root by default.</summary>
    public string Root { get; set; } = string.Empty;

    /// <summary>
    /// Gets or sets whether the directory must have been used before: the server then does not start without the marker file in it, as
    /// in the empty mount point of a volume that is not mounted. False by default: a directory without marker gets one.
    /// </summary>
    public bool MustExist { get; set; }

    /// <summary>
    /// Gets or sets how a location is made: segments with <c>{tenant}</c>, <c>{studyDate}</c>, <c>{studyUid}</c>, <c>{seriesUid}</c>,
    /// <c>{sopUid}</c>, and <c>{studyHash:N}</c>, the first N (1 to 8) hexadecimal digits of the study UID's hash, to spread studies
    /// over folders. It must name tenant and SOP Instance UID and end with <c>.dcm</c>.
    /// <c>{tenant}/{studyDate}/{studyUid}/{seriesUid}/{sopUid}.dcm</c> by default.
    /// </summary>
    public string PathTemplate { get; set; } = InstancePathTemplate.Default;

    /// <summary>Gets or sets the segment for an object without a valid study date. <c>00000000</c> by default.</summary>
    public string MissingStudyDate { get; set; } = "00000000";

    /// <summary>Gets or sets what happens to a second object with the same UIDs and other bytes. <see cref="DuplicatePolicy.KeepBoth"/> by default.</summary>
    public DuplicatePolicy DuplicatePolicy { get; set; } = DuplicatePolicy.KeepBoth;
}
