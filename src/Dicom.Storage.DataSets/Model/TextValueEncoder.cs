using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Text of an element as bytes, without padding.</summary>
internal static class TextValueEncoder
{
    /// <exception cref="DicomDataException">A character is not in the repertoire.</exception>
    public static byte[] Encode(DicomTag tag, DicomVR vr, string text, DicomCharacterSets characterSets)
    {
        if (Ascii.IsValid(text))
            return Encoding.ASCII.GetBytes(text);
        if (!vr.HasCharacterSet)
            throw new DicomDataException($"{DicomMessages.Name(tag)} of VR {vr} takes ASCII characters only (PS3.5 6.1.2.3).");
        try
        {
            return characterSets.Encode(text, vr == DicomVR.PN);
        }
        catch (DicomTextEncodingException exception)
        {
            throw new DicomDataException(
                $"{DicomMessages.Name(tag)} has characters that the data set's character set lacks: use ChangeCharacterSets, with ISO_IR 192 for all characters.", exception);
        }
    }
}
