using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.CodecInputs;

/// <summary>Images that are large enough for a whole process to be measured by what it does, not by how it starts.</summary>
internal static class Images
{
    private const int RowsPerFrame = 7;

    public static void Repeat(string file, int count, string path)
    {
        using DicomFile image = DicomFile.Open(file);
        DicomPixelData pixels = DicomPixelData.Create(image.Dataset);
        byte[] frame = pixels.GetFrame(0).ToArray();
        int row = frame.Length / pixels.Rows;
        byte[] frames = new byte[(long)frame.Length * count];
        for (int i = 0; i < count; i++)
        {
            // The same values at other places: a frame that is not the one before, and compresses as well.
            int moved = i * RowsPerFrame % pixels.Rows * row;
            frame.AsSpan(moved).CopyTo(frames.AsSpan(i * frame.Length));
            frame.AsSpan(0, moved).CopyTo(frames.AsSpan(((i + 1) * frame.Length) - moved));
        }

        Save(image, frames, path, count, pixels.Rows, pixels.Columns);
    }

    public static void Mosaic(string file, int side, string path)
    {
        using DicomFile image = DicomFile.Open(file);
        DicomPixelData pixels = DicomPixelData.Create(image.Dataset);
        ReadOnlySpan<byte> frame = pixels.GetFrame(0).Span;
        int row = frame.Length / pixels.Rows;
        byte[] mosaic = new byte[(long)frame.Length * side * side];
        for (int y = 0; y < pixels.Rows * side; y++)
        {
            for (int x = 0; x < side; x++)
                frame.Slice(y % pixels.Rows * row, row).CopyTo(mosaic.AsSpan(((y * side) + x) * row));
        }

        Save(image, mosaic, path, 1, pixels.Rows * side, pixels.Columns * side);
    }

    public static void Codestream(string file, string path)
    {
        using DicomFile image = DicomFile.Open(file);
        File.WriteAllBytes(path, DicomPixelData.Create(image.Dataset).GetFrame(0).Span);
    }

    public static void Pnm(string file, string path)
    {
        using DicomFile image = DicomFile.Open(file);
        DicomPixelData pixels = DicomPixelData.Create(image.Dataset);
        byte[] samples = pixels.GetFrame(0).ToArray();
        if (pixels.BitsAllocated == 16)
            BinaryPrimitives.ReverseEndianness(
                MemoryMarshal.Cast<byte, ushort>(samples), MemoryMarshal.Cast<byte, ushort>(samples.AsSpan()));
        using FileStream output = File.Create(path);
        output.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"P{(pixels.SamplesPerPixel == 3 ? 6 : 5)}\n{pixels.Columns} {pixels.Rows}\n{(1 << pixels.BitsStored) - 1}\n")));
        output.Write(samples);
    }

    private static void Save(DicomFile image, byte[] frames, string path, int count, int rows, int columns)
    {
        DicomDataset dataset = image.Dataset;
        dataset.AddOrUpdate(DicomTag.NumberOfFrames, count);
        dataset.AddOrUpdate(DicomTag.Rows, (ushort)rows);
        dataset.AddOrUpdate(DicomTag.Columns, (ushort)columns);
        if (dataset.GetValueOrDefault<ushort>(DicomTag.BitsAllocated, 0, 8) == 16)
            dataset.AddOrUpdate<ushort>(DicomVR.OW, DicomTag.PixelData, MemoryMarshal.Cast<byte, ushort>(frames));
        else
            dataset.AddOrUpdate<byte>(DicomVR.OB, DicomTag.PixelData, frames);
        image.Save(path, new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.ExplicitVRLittleEndian });
    }
}
