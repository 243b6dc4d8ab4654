using System.Buffers;

namespace Dicom.Storage.DataSets.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_read_from_a_regular_file_is_written_again_byte_for_byte()
    {
        int count = 0;
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadInflated(file);
            Assert.True(Copy(dataSet, syntax).AsSpan().SequenceEqual(dataSet), file);
            count++;
        }

        Assert.Equal(232, count);
    }

    private static byte[] Copy(ReadOnlySpan<byte> rest, DicomTransferSyntax syntax)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new DataSetWriter(output, syntax);
        var reader = new DataSetReader(syntax);
        DataSetToken token;
        while ((token = reader.Read(ref rest)) != DataSetToken.NeedMoreData)
        {
            Write(writer, reader, token);
            while (reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value))
                writer.WriteValue(value);
        }

        Assert.True(reader.Complete());
        writer.Complete();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(DataSetWriter writer, DataSetReader reader, DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.Element:
                writer.WriteElementHeader(reader.Tag, reader.VR, reader.Length);
                break;
            case DataSetToken.SequenceStart:
                writer.BeginSequence(reader.Tag, reader.VR, reader.Length);
                break;
            case DataSetToken.ItemStart:
                writer.BeginItem(reader.Length);
                break;
            case DataSetToken.ItemEnd:
                writer.EndItem();
                break;
            case DataSetToken.SequenceEnd:
                writer.EndSequence();
                break;
            case DataSetToken.FragmentsStart:
                writer.BeginFragments(reader.Tag, reader.VR);
                break;
            case DataSetToken.Fragment:
                writer.WriteFragmentHeader(reader.Length);
                break;
            case DataSetToken.FragmentsEnd:
                writer.EndFragments();
                break;
            default:
                Assert.Fail($"{token}: {reader.Failure}");
                break;
        }
    }
}
