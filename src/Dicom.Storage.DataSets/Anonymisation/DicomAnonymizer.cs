namespace Dicom.Storage.DataSets;

/// <summary>
/// Takes the identities out of data sets by the Basic Application Level Confidentiality Profile with its options (PS3.15 E, table
/// E.1-1). Same key, same result: the UIDs of a study that is anonymised file by file, today or next year, still refer to each other.
/// </summary>
/// <remarks>
/// <para>Where the table leaves the choice of action to the type of the attribute in its IOD, the one that suits every type is taken:
/// a dummy value before an empty one before removal. An element that is empty stays empty.</para>
/// <para>No pixel is looked at: see <see cref="AnonymizationReport.Warnings"/>. Elements that the table does not list are kept, as the
/// profile has it; those that the dictionary does not know are removed. An instance can be used by several threads at once.</para>
/// </remarks>
public sealed class DicomAnonymizer
{
    /// <summary>The smallest length of a key, in bytes.</summary>
    public const int MinKeyBytes = 16;

    private const AnonymizationProfile Dates = AnonymizationProfile.RetainLongitudinalFullDates | AnonymizationProfile.RetainLongitudinalModifiedDates;

    private readonly DicomAnonymizerOptions _options;
    private readonly Pseudonyms _pseudonyms;

    /// <summary>Makes an anonymiser.</summary>
    /// <param name="key">The secret of which new UIDs, pseudonyms and date shifts are made (HMAC-SHA256): random, 16 bytes at least. Who has it can find out whether a known UID or ID stands behind a new one.</param>
    /// <param name="options">The basic profile without options when null.</param>
    /// <exception cref="ArgumentException">The key is too short, or both options for dates are set.</exception>
    public DicomAnonymizer(ReadOnlySpan<byte> key, DicomAnonymizerOptions? options = null)
    {
        if (key.Length < MinKeyBytes)
            throw new ArgumentException($"The key has {key.Length} bytes; it takes {MinKeyBytes} at least.", nameof(key));
        _options = options ?? new DicomAnonymizerOptions();
        if ((_options.Profile & Dates) == Dates)
            throw new ArgumentException("Dates are retained in full or modified, not both: choose one of the options.", nameof(options));
        _pseudonyms = new Pseudonyms(key.ToArray());
    }

    /// <summary>Anonymises a data set in place.</summary>
    /// <exception cref="DicomDataException">It is a DICOMDIR, whose records lie at byte offsets and name files: make it anew of the anonymised files.</exception>
    public AnonymizationReport Anonymize(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Contains(DicomTag.DirectoryRecordSequence))
            throw new DicomDataException("A DICOMDIR cannot be anonymised, as its records lie at byte offsets and name files: make it anew of the anonymised files.");
        return new DatasetAnonymizer(dataset, _options, _pseudonyms).Run();
    }

    /// <summary>
    /// Anonymises a file in place, to be saved then: its data set, its file meta information, of which only SOP class and instance and the transfer
    /// syntax stay, and its preamble, which is zeroed.
    /// </summary>
    /// <inheritdoc cref="Anonymize(DicomDataset)"/>
    public AnonymizationReport Anonymize(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        AnonymizationReport report = Anonymize(file.Dataset);
        DicomFileMeta meta = file.FileMetaInfo;
        bool keepsUids = _options.Profile.HasFlag(AnonymizationProfile.RetainUids);
        file.FileMetaInfo = new DicomFileMeta
        {
            TransferSyntaxUid = meta.TransferSyntaxUid,
            MediaStorageSopClassUid = meta.MediaStorageSopClassUid,
            MediaStorageSopInstanceUid = keepsUids ? meta.MediaStorageSopInstanceUid : MapUid(meta.MediaStorageSopInstanceUid),
        };
        file.Preamble = new byte[Part10Reader.PreambleLength];
        return report;
    }

    /// <summary>Gets the UID that stands for another, <c>2.25.</c> and 122 bits that the key and the UID give in the form of a UUID (PS3.5 B.2). UIDs of the standard, and default, stand for themselves.</summary>
    public DicomUid MapUid(DicomUid uid) => uid.IsEmpty ? uid : DicomUid.Parse(_pseudonyms.Uid(uid.Value));
}
