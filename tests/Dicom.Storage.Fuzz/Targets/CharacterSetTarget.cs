using System.Buffers;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>Text: the first line is the value of Specific Character Set, the rest is decoded with it. It is always legal and not longer than its bytes, the same by both ways, and what can be encoded comes back.</summary>
internal static class CharacterSetTarget
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Run(ReadOnlySpan<byte> input)
    {
        int line = input.IndexOf((byte)'\n');
        ReadOnlySpan<byte> value = input[(line + 1)..];
        DicomCharacterSets sets = DicomCharacterSets.Parse(line < 0 ? default : input[..line]);
        foreach (bool isPersonName in (ReadOnlySpan<bool>)[false, true])
        {
            string text = sets.Decode(value, isPersonName);
            FuzzFinding.ThrowUnless(text.Length <= value.Length, "More characters than bytes can hold.");
            try
            {
                _ = s_strict.GetByteCount(text);
            }
            catch (EncoderFallbackException)
            {
                throw new FuzzFinding("Half of a surrogate pair.");
            }

            var utf8 = new ArrayBufferWriter<byte>();
            sets.DecodeUtf8(value, isPersonName, utf8);
            FuzzFinding.ThrowUnless(utf8.WrittenSpan.SequenceEqual(s_strict.GetBytes(text)), "The two ways of decoding differ.");
            FuzzFinding.ThrowUnless(!sets.CanEncode(text) || sets.Decode(sets.Encode(text, isPersonName), isPersonName) == text, "What was encoded does not come back.");
        }
    }
}
