using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump.Tests;

/// <summary>Files made for a test.</summary>
internal static class DumpFiles
{
    public static byte[] Part10(DicomTransferSyntax syntax, Action<DataSetWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        Part10Writer.WriteHeader(output, new DicomFileMeta { TransferSyntaxUid = syntax.Uid });
        write(new DataSetWriter(output, syntax));
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Inflate(ReadOnlySpan<byte> deflated)
    {
        using var inflater = new DataSetInflater();
        using var inflated = new MemoryStream();
        while (inflater.Inflate(ref deflated, out ReadOnlySpan<byte> piece))
            inflated.Write(piece);
        return inflated.ToArray();
    }
}
