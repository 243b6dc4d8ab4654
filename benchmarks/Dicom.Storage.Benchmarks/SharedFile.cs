using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Benchmarks;

/// <summary>The shared test data beside the repository, or where DICOM_STORAGE_SHARED says.</summary>
internal static class SharedFile
{
    public static byte[] Read(string name) => File.ReadAllBytes(
        SharedFiles.TryGet(Path.Combine("dicom", name)) ?? throw new FileNotFoundException($"'{name}' of the shared test data is needed: name its folder in {SharedFiles.Variable}."));

    /// <summary>How many elements, items and fragments a file's data set has; only those before Pixel Data when asked for the header.</summary>
    public static int CountElements(string name, bool header)
    {
        byte[] file = Read(name);
        if (!Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            throw new InvalidOperationException(failure.Message);

        var reader = new DataSetReader(meta.TransferSyntax!);
        ReadOnlySpan<byte> rest = file.AsSpan((int)offset);
        int count = 0;
        while (reader.Read(ref rest) is var token and not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
            if (header && reader.Depth == 0 && reader.Tag == DicomTag.PixelData)
                break;
            count += token is DataSetToken.ItemEnd or DataSetToken.SequenceEnd or DataSetToken.FragmentsEnd ? 0 : 1;
        }

        return count;
    }

    /// <summary>The first frame of a native file.</summary>
    public static FrameInfo Frame(string name, out byte[] pixels)
    {
        using DicomFile file = DicomFile.Open(Read(name));
        DicomPixelData data = DicomPixelData.Create(file.Dataset);
        pixels = data.GetFrame(0).ToArray();
        return new FrameInfo(data.Columns, data.Rows, data.SamplesPerPixel, data.BitsAllocated, data.BitsStored, data.IsSigned);
    }
}
