using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Text of an element as bytes.</summary>
internal static class TextValueEncoder
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="DicomDataException">A character is not in the repertoire.</exception>
    public static byte[] Encode(DicomTag tag, DicomVR vr, string text, DicomCharacterSets characterSets)
    {
        if (Ascii.IsValid(text))
            return Encoding.ASCII.GetBytes(text);
        if (!vr.HasCharacterSet)
            throw new DicomDataException($"{DicomMessages.Name(tag)} of VR {vr} takes ASCII characters only (PS3.5 6.1.2.3).");
        if (ReferenceEquals(characterSets, DicomCharacterSets.Utf8))
            return s_utf8.GetBytes(text);

        byte[] bytes = s_utf8.GetBytes(text);
        return characterSets.Decode(bytes, vr == DicomVR.PN) == text ? bytes : throw Unencodable(tag);
    }

    private static DicomDataException Unencodable(DicomTag tag) =>
        new($"{DicomMessages.Name(tag)} has characters that the data set's character set lacks: set Specific Character Set (0008,0005) to ISO_IR 192.");
}
