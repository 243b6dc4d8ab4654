using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>One person name of each kind, from the bytes of a data set to a string and to the UTF-8 of DICOM JSON, and back.</summary>
[MemoryDiagnoser]
public class CharacterSetBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);
    private DicomCharacterSets _sets = DicomCharacterSets.Default;
    private byte[] _value = [];
    private string _text = string.Empty;

    /// <summary>What (0008,0005) declares and the name: ASCII, Latin-1, Cyrillic, UTF-8, GB18030, Japanese and Korean by escape sequences.</summary>
    [Params("ISO_IR 100|Adams^John Robert Quincy^^Rev.", "ISO_IR 100|Buc^Jérôme", "ISO_IR 144|Люкceмбypг", "ISO_IR 192|Wang^XiaoDong=王^小東",
        "GB18030|Wang^XiaoDong=王^小东", @"\ISO 2022 IR 87|Yamada^Tarou=山田^太郎=やまだ^たろう", @"\ISO 2022 IR 149|Hong^Gildong=洪^吉洞=홍^길동")]
    public string Name { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Name.Split('|');
        _sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(parts[0]));
        _text = parts[1];
        _value = _sets.Encode(_text, isPersonName: true);
        if (Decode() != _text)
            throw new InvalidOperationException("The name does not come back.");
    }

    [Benchmark]
    public string Decode() => _sets.Decode(_value, isPersonName: true);

    [Benchmark]
    public int DecodeUtf8()
    {
        _buffer.ResetWrittenCount();
        _sets.DecodeUtf8(_value, isPersonName: true, _buffer);
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int Encode()
    {
        _buffer.ResetWrittenCount();
        _sets.Encode(_text, isPersonName: true, _buffer);
        return _buffer.WrittenCount;
    }
}
