namespace Dicom.Storage.DataSets.Tests;

public sealed class MalformedTests
{
    private static readonly DicomTagSet s_wanted = new(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.PatientName);

    // What the files were made to show; the others are files from the field whose faults lie in values or pixels.
    private static readonly Dictionary<string, string> s_expected = new()
    {
        ["syn_deflate_bomb_200M"] = "Limit",
        ["syn_deflate_corrupt"] = "Structure",
        ["syn_dup_and_disorder"] = "Structure",
        ["syn_empty"] = "head Structure",
        ["syn_encaps_in_native_ts"] = "Structure",
        ["syn_group_len_wrong"] = "head Structure",
        ["syn_item_len_overflow"] = "Structure",
        ["syn_nest_3000"] = "Structure", // both: (0008,1140) stands behind higher tags (dcmdump says so too), before the nesting is met
        ["syn_nest_30000_unclosed"] = "Structure",
        ["syn_no_seq_delim"] = "Incomplete",
        ["syn_not_dicom_png"] = "head Structure",
        ["syn_preamble_only"] = "head Structure",
        ["syn_trailing_garbage"] = "Structure",
        ["syn_trunc_in_dataset_header"] = "read, None", // byte 400 is the end of an element: nothing within a data set tells of such a cut
        ["syn_trunc_in_meta"] = "head Incomplete",
        ["syn_trunc_in_pixeldata"] = "Incomplete",
        ["syn_trunc_in_preamble"] = "head Structure",
        ["syn_uid_65chars"] = "InvalidUid",
        ["syn_uid_path_traversal"] = "InvalidUid",
        ["syn_undef_len_nonsq"] = "Structure",
        ["syn_unknown_ts"] = "unknown transfer syntax",
        ["syn_value_len_4g"] = "Incomplete",
        ["GH364"] = "head Structure",
        ["MR_truncated"] = "Incomplete",
        ["meta_missing_tsyntax"] = "head Structure",
        ["rtplan_truncated"] = "Incomplete",
        ["Tag-0040-A170-VR-CS"] = "Structure",
    };

    [Fact]
    public void Every_malformed_file_is_read_or_refused_with_a_reason_in_any_split()
    {
        int count = 0;
        foreach (string file in Corpus.Malformed())
        {
            string verdict = Judge(file, int.MaxValue);
            string inPieces = Judge(file, 13);
            Assert.True(verdict == inPieces, $"{file}: {verdict}, but {inPieces} in pieces");
            if (s_expected.TryGetValue(Path.GetFileNameWithoutExtension(file), out string? expected))
                Assert.True(verdict == expected, $"{file}: {verdict} in place of {expected}");
            count++;
        }

        Assert.Equal(61, count);
    }

    [Theory]
    [InlineData("malformed/syn_odd_length.dcm")]
    [InlineData("malformed/syn_dup_and_disorder.dcm")]
    [InlineData("malformed/syn_nest_3000.dcm")]
    public void A_failure_tells_the_kind_the_place_and_no_value(string file)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        (_, DataSetFailure? failure) = EventReader.Read(dataSet, syntax);

        Assert.NotNull(failure);
        Assert.InRange(failure.Offset, 1, dataSet.Length);
        Assert.Matches(@"^[A-Za-z0-9(),. ]+$", failure.Message);
    }

    private static string Judge(string file, int pieceLength)
    {
        byte[] bytes = Corpus.Read(file);
        if (!Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            return $"head {failure.Kind}";
        if (meta.TransferSyntax is not { } syntax)
            return "unknown transfer syntax";

        using var parser = new DicomHeaderParser(syntax, s_wanted);
        ReadOnlySpan<byte> rest = bytes.AsSpan((int)offset);
        while (!rest.IsEmpty && parser.Append(rest[..Math.Min(pieceLength, rest.Length)]))
            rest = rest[Math.Min(pieceLength, rest.Length)..];
        return parser.Complete() ? $"read, {parser.Anomalies}" : $"{parser.Failure!.Kind}";
    }
}
