namespace Dicom.Storage.DataSets.Tests;

/// <summary>
/// The outcome for each file. The rule: broken structure is refused; odd meaning is kept byte for byte and marked; an object is never
/// thrown away for its content. Where the file's name is all there is to say, nothing is said.
/// </summary>
internal static class MalformedOutcomes
{
    public static readonly IReadOnlyDictionary<string, MalformedOutcome> All = new Dictionary<string, MalformedOutcome>
    {
        ["1403-OB"] = new("read", "read", "read"),
        ["CTImageStorage_bad_meta"] = new("read", "read", "read"), // an empty (0002,0012), and nothing that would be ambiguous
        ["ExplVR_BigEndNoMeta"] = new("read", "Structure", "read"), // to be imported a file has meta information (F2)
        ["ExplVR_LitEndNoMeta"] = new("read", "Structure", "read"),
        ["GH1339"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length"] = new("read", "read", "read"),
        ["GH179A"] = new("read UnknownVR, NoPixelData", "read UnknownVR, NoPixelData", "read UnknownVR"), // (0028,0120), two blanks, length 2
        ["GH220"] = new("read", "read", "read"),
        ["GH223"] = new("read NoPixelData", "read NoPixelData", "read"),
        ["GH340"] = new("read", "Structure", "read"), // ACR-NEMA: no meta information
        ["GH364"] = new("head Structure", "Structure", "Structure"), // all three tools give up at the item tag, too
        ["GH487"] = new("read NoPixelData", "read NoPixelData", "read"),
        ["GH626"] = new("ForbiddenGroup", "ForbiddenGroup", "Incomplete"), // bytes after Pixel Data read as (0000,0000) of 337,256,453 bytes
        ["JPEG-lossy"] = new("read", "read", "read"),
        ["JPEG2000-embedded-sequence-delimiter"] = new("read", "read", "read"),
        ["JPEGLossless_1s_1f_i_16_16_bad"] = new("read", "UidMismatch", "read"),
        ["MR_truncated"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["Tag-0040-A170-VR-CS"] = new("Structure", "Structure", "read BytesSkipped"), // ten bytes of text in what the dictionary has as a sequence
        ["badVR"] = new("read", "UidMismatch", "read"),
        ["bad_sequence"] = new("InvalidUid", "InvalidUid", "read"), // SOP Instance UID is 64 hexadecimal digits
        ["empty_charset_LEI"] = new("read", "InvalidUid", "read"), // no UIDs at all
        ["emri_small_jpeg_2k_lossless_too_short"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["meta_missing_tsyntax"] = new("head Structure", "Structure", "read OddLength, FileMeta"),
        ["no_meta"] = new("head Structure", "Structure", "head Structure"), // the first byte is lost, so everything stands one off
        ["no_meta_group_length"] = new("read FileMeta", "InvalidUid", "read FileMeta"),
        ["ot_2026-05-26-oob-monochrome-65535"] = new("read PixelDataLength", "read PixelDataLength", "read"),
        ["rtplan_truncated"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["syn_bad_charset_bytes"] = new("Structure", "Structure", "Structure"), // a name of odd length without pad throws all after it out of step
        ["syn_bad_numbers"] = new("read NoPixelData", "read NoPixelData", "read"),
        ["syn_bot_wrong"] = new("read", "read", "read"), // the offset table is the concern of whoever serves frames
        ["syn_deflate_bomb_200M"] = new("Limit", "Limit", "Limit"),
        ["syn_deflate_corrupt"] = new("Structure", "Structure", "Structure"),
        ["syn_dup_and_disorder"] = new("Structure", "Structure", "read TagOrder"),
        ["syn_empty"] = new("head Structure", "Structure", "head Structure"),
        ["syn_encaps_in_native_ts"] = new("Structure", "Structure", "read WrongEncapsulation"),
        ["syn_group_len_wrong"] = new("head Structure", "Structure", "read FileMeta"),
        ["syn_item_len_overflow"] = new("Structure", "Structure", "read UnknownVR, LengthOverrun, BytesSkipped"),
        ["syn_jpeg_dims_mismatch"] = new("read", "read", "read"),
        ["syn_jpeg_truncated"] = new("read", "read", "read"),
        ["syn_meta_mismatch"] = new("read", "UidMismatch", "read"),
        ["syn_nest_3000"] = new("Structure", "Structure", "Limit"), // both: (0008,1140) stands behind higher tags (dcmdump says so too), before the nesting is met
        ["syn_nest_30000_unclosed"] = new("Structure", "Structure", "Limit"),
        ["syn_nf_more_than_frames"] = new("read", "read", "read"),
        ["syn_no_seq_delim"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["syn_no_sop_instance"] = new("read", "InvalidUid", "read"), // by C-STORE the command names an instance and the comparison fails
        ["syn_not_dicom_png"] = new("head Structure", "Structure", "head Structure"),
        ["syn_odd_length"] = new("Structure", "Structure", "read OddLength, TagOrder"), // odd, which would be read; but out of order as well
        ["syn_pixel_short"] = new("read PixelDataLength", "read PixelDataLength", "read"),
        ["syn_preamble_only"] = new("head Structure", "Structure", "head Structure"),
        ["syn_rle_16_segments"] = new("read", "read", "read"),
        ["syn_rle_short"] = new("read", "read", "read"),
        ["syn_trailing_garbage"] = new("Structure", "Structure", "Structure"),
        ["syn_trunc_in_dataset_header"] = new("read", "InvalidUid", "read"), // byte 400 is the end of an element before the UIDs: nothing within tells of such a cut
        ["syn_trunc_in_meta"] = new("head Incomplete", "Incomplete", "head Incomplete"),
        ["syn_trunc_in_pixeldata"] = new("Incomplete", "Incomplete", "Incomplete"),
        ["syn_trunc_in_preamble"] = new("head Structure", "Structure", "head Structure"),
        ["syn_uid_65chars"] = new("InvalidUid", "InvalidUid", "read"),
        ["syn_uid_path_traversal"] = new("InvalidUid", "InvalidUid", "read"),
        ["syn_undef_len_nonsq"] = new("Structure", "Structure", "Structure"),
        ["syn_unknown_ts"] = new("unknown syntax", "Structure", "read"),
        ["syn_value_len_4g"] = new("Incomplete", "Incomplete", "Incomplete"),
    };
}
