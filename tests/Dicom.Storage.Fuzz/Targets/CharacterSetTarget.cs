using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>Text: the first line is the value of Specific Character Set, the rest is decoded with it. It is always legal and not longer than its bytes.</summary>
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
            FuzzFinding.ThrowUnless(text.Length <= value.Length * 2, "More characters than bytes can hold.");
            try
            {
                _ = s_strict.GetByteCount(text);
            }
            catch (EncoderFallbackException)
            {
                throw new FuzzFinding("Half of a surrogate pair.");
            }
        }
    }
}
