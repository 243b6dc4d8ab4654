using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Small images made by hand, and codecs that behave as a test wants.</summary>
internal static class TestImage
{
    public static DicomDataset Create(int columns = 4, int rows = 2, int frames = 1, ushort allocated = 8, ushort stored = 8, string photometric = "MONOCHROME2", byte[]? pixels = null)
    {
        ushort samples = photometric is "RGB" or "YBR_FULL" or "YBR_FULL_422" ? (ushort)3 : (ushort)1;
        pixels ??= Noise(columns * rows * samples * Math.Max(8, (int)allocated) / 8 * frames);
        DicomDataset dataset = new(DicomTransferSyntax.ExplicitVRLittleEndian);
        dataset.Add(DicomTag.SOPClassUID, DicomSopClass.SecondaryCaptureImageStorage.Uid)
            .Add(DicomTag.SOPInstanceUID, "1.2.3.4")
            .Add(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .Add(DicomTag.SamplesPerPixel, samples)
            .Add(DicomTag.PhotometricInterpretation, photometric)
            .Add(DicomTag.NumberOfFrames, frames)
            .Add(DicomTag.Rows, (ushort)rows)
            .Add(DicomTag.Columns, (ushort)columns)
            .Add(DicomTag.BitsAllocated, allocated)
            .Add(DicomTag.BitsStored, stored)
            .Add(DicomTag.HighBit, (ushort)(stored - 1))
            .Add(DicomTag.PixelRepresentation, (ushort)0)
            .Add(new DicomElement(DicomTag.PixelData, allocated > 8 ? DicomVR.OW : DicomVR.OB, pixels));
        if (samples > 1)
            dataset.Add(DicomTag.PlanarConfiguration, (ushort)0);
        return dataset;
    }

    public static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Stands for any codec that loses something: the lowest bits of each byte, in a transfer syntax that says so.</summary>
    public sealed class CoarseCodec(params DicomTransferSyntax[] syntaxes) : IFrameCodec
    {
        private readonly RleCodec _rle = new();

        public FrameInfo LastFrame { get; private set; }

        public FrameEncoding? LastEncoding { get; private set; }

        public IReadOnlyList<DicomTransferSyntax> Decodes => syntaxes;

        public IReadOnlyList<DicomTransferSyntax> Encodes => syntaxes;

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => _rle.ReadHeader(codestream, expected);

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => _rle.Decode(codestream, expected, destination);

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
        {
            LastFrame = frame;
            LastEncoding = encoding;
            byte[] coarse = pixels.ToArray();
            for (int i = 0; i < coarse.Length; i++)
                coarse[i] &= 0xF0;
            _rle.Encode(coarse, frame, new FrameEncoding(DicomTransferSyntax.RLELossless), destination);
        }
    }
}
