using System.Globalization;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Brings objects from any transfer syntax that it can decode into any that it can encode, the uncompressed ones included. Frames go one by one, some at
/// once, so that memory does not grow with the object. Stateless: one instance serves any number of objects at a time.
/// </summary>
public sealed class Transcoder
{
    private readonly TranscoderOptions _options;

    /// <summary>Makes a transcoder.</summary>
    /// <param name="options">The defaults of <see cref="TranscoderOptions"/> when null; later changes are not seen.</param>
    public Transcoder(TranscoderOptions? options = null) => _options = options?.Copy() ?? new TranscoderOptions();

    /// <summary>Whether frames in a transfer syntax can be decoded.</summary>
    public bool CanDecode(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        return SyntaxTraits.IsUncompressed(syntax) || _options.Codecs.TryGetDecoder(syntax, out _);
    }

    /// <summary>Whether frames can be brought into a transfer syntax.</summary>
    public bool CanEncode(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        return SyntaxTraits.IsUncompressed(syntax) || _options.Codecs.TryGetEncoder(syntax, out _);
    }

    /// <summary>Whether a transfer syntax gives every frame back as it was: the uncompressed ones, and those whose compression loses nothing.</summary>
    public static bool IsLossless(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        return SyntaxTraits.IsLossless(syntax);
    }

    /// <summary>Transcodes a file into another one, which appears under its name when it is whole.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="TranscodeException">The object cannot be brought into the transfer syntax.</exception>
    /// <exception cref="DicomFileException">The source is no Part 10 file, or its data set cannot be read.</exception>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<TranscodeReport> TranscodeAsync(string source, string destination, DicomTransferSyntax target, CancellationToken cancellationToken)
    {
        using DicomFile file = await DicomFile.OpenAsync(source, options: null, cancellationToken).ConfigureAwait(false);
        using TranscodedFile transcoded = await TranscodeAsync(file, target, cancellationToken).ConfigureAwait(false);
        await transcoded.File.SaveAsync(destination, options: null, cancellationToken).ConfigureAwait(false);
        return transcoded.Report;
    }

    /// <summary>Transcodes an object, which is not changed.</summary>
    /// <param name="file">The object; it must stay open until the result is saved.</param>
    /// <param name="target">The transfer syntax. An object that is in it already is taken over as it is.</param>
    /// <returns>The object in its new transfer syntax, to be saved and disposed.</returns>
    /// <exception cref="TranscodeException">The object cannot be brought into the transfer syntax.</exception>
    /// <exception cref="IOException">The file cannot be read, or no temporary file written.</exception>
    public async Task<TranscodedFile> TranscodeAsync(DicomFile file, DicomTransferSyntax target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(target);
        DicomTransferSyntax source = file.Dataset.TransferSyntax;
        DicomDataset dataset = file.Dataset.Clone();
        bool hasPixels = DicomPixelData.TryCreate(dataset, out DicomPixelData? pixels);
        if (source == target || (SyntaxTraits.IsNative(source) && SyntaxTraits.IsNative(target) && !ConvertsColour(dataset, pixels, pixels?.PhotometricInterpretation is "YBR_FULL" or "YBR_FULL_422", target)))
            return Result(file, dataset, target, new TranscodeReport(source, target), scratch: null);
        if (!hasPixels)
            return WithoutPixels(file, dataset, target, CanDecode(source));

        FrameScratch scratch = new(_options);
        try
        {
            TranscodeReport report = await TranscodePixelsAsync(dataset, pixels!, target, scratch, cancellationToken).ConfigureAwait(false);
            await NestedPixels.DecompressAsync(dataset, source, this, cancellationToken).ConfigureAwait(false);
            return Result(file, dataset, target, report, scratch);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    private static TranscodedFile WithoutPixels(DicomFile file, DicomDataset dataset, DicomTransferSyntax target, bool isDecodable)
    {
        // Of JPIP the pixels are elsewhere, and without the transfer syntax nothing would say so.
        if (!isDecodable)
            throw new TranscodeException(TranscodeFailure.UnsupportedSource, $"No codec decodes {dataset.TransferSyntax}.");
        if (target.IsEncapsulated)
            throw new TranscodeException(TranscodeFailure.NoPixelData, $"{target} is for images; the object has no Pixel Data.");
        return Result(file, dataset, target, new TranscodeReport(dataset.TransferSyntax, target), scratch: null);
    }

    /// <summary>Replaces Pixel Data, and what describes it, in a data set.</summary>
    internal async Task<TranscodeReport> TranscodePixelsAsync(DicomDataset dataset, DicomPixelData pixels, DicomTransferSyntax target, FrameScratch scratch, CancellationToken cancellationToken)
    {
        DicomTransferSyntax source = pixels.TransferSyntax;
        if (!dataset.Contains(DicomTag.PixelData))
            throw new TranscodeException(TranscodeFailure.UnsupportedTarget, $"Pixels that are floating-point numbers have no {target} (PS3.5 8.2).");
        IFrameCodec? codec = null;
        if (!SyntaxTraits.IsUncompressed(source) && !_options.Codecs.TryGetDecoder(source, out codec))
            throw new TranscodeException(TranscodeFailure.UnsupportedSource, $"No codec decodes {source}.");

        ImageShape shape = ImageShape.Read(dataset, pixels, _options.MaxFrameBytes);
        long sourceBytes = RequireFrames(pixels);
        shape = shape.As(await CodestreamColour.StoredAsync(shape, source, cancellationToken).ConfigureAwait(false));
        bool converts = ConvertsColour(dataset, pixels, shape.IsYbr, target);
        FrameDecoder decoder = new(shape, source, codec, converts);
        FrameEncoder encoder = new(shape, decoder.Output, dataset, target, _options);
        bool raw = codec is null && SyntaxTraits.IsUncompressed(target) && !converts;
        FrameSink sink = SinkFor(shape, encoder, target, raw, scratch);
        using FramePipeline pipeline = new(shape, decoder, raw ? null : encoder, sink);
        await pipeline.RunAsync(_options.Workers, cancellationToken).ConfigureAwait(false);

        dataset.Remove(DicomTag.ExtendedOffsetTable, DicomTag.ExtendedOffsetTableLengths);
        sink.Complete(dataset);
        TranscodeReport report = new(source, target)
        {
            Frames = pixels.NumberOfFrames,
            SourceBytes = sourceBytes,
            TargetBytes = sink.Length,
            NativeBytes = NativeBytes(shape),
            IsLossy = encoder.IsLossy,
            IsVerified = encoder.IsVerified,
        };
        if (!raw)
            Describe(dataset, shape, encoder, pipeline, target);
        if (!SyntaxTraits.IsLossless(source))
            LossyHistory.AddMissing(dataset, source, (double)report.NativeBytes / Math.Max(1, sourceBytes));
        if (encoder.IsLossy)
        {
            LossyHistory.Derive(dataset, target, Settings(target));
            LossyHistory.Add(dataset, target, report.Ratio);
        }

        return report;
    }

    private FrameSink SinkFor(ImageShape shape, FrameEncoder encoder, DicomTransferSyntax target, bool raw, FrameScratch scratch)
    {
        int frames = shape.Pixels.NumberOfFrames;
        if (target.IsEncapsulated)
            return new FragmentSink(frames, scratch, _options.ExtendedOffsetTable);
        if (shape.IsBits && shape.Frame.SampleCount % 8 != 0)
            return new BitSink(frames, shape.Frame.SampleCount, _options.MaxFrameBytes);

        long length = raw || shape.IsBits ? shape.UncompressedLength : encoder.Frame.Length;
        NativeSink.Require(length * frames);
        return new NativeSink(frames, (int)length, shape.Pixels.BitsAllocated > 8 ? DicomVR.OW : DicomVR.OB, scratch);
    }

    private bool ConvertsColour(DicomDataset dataset, DicomPixelData? pixels, bool isYbr, DicomTransferSyntax target)
    {
        if (!isYbr || pixels is not { BitsAllocated: 8 })
            return false;
        if (_options.Color != TranscodeColor.Auto)
            return _options.Color == TranscodeColor.Rgb;

        bool isCompressed = !SyntaxTraits.IsUncompressed(pixels.TransferSyntax);
        if (!isCompressed)
            return false;
        bool isUltrasound = dataset.TryGetSingleValue(DicomTag.SOPClassUID, out DicomUid sopClass)
            && (sopClass == DicomSopClass.UltrasoundImageStorage.Uid || sopClass == DicomSopClass.UltrasoundMultiFrameImageStorage.Uid);
        return isUltrasound ? target != DicomTransferSyntax.RLELossless && !SyntaxTraits.IsBaseline(target)
            : SyntaxTraits.IsUncompressed(target) && !SyntaxTraits.IsLossless(pixels.TransferSyntax);
    }

    /// <summary>Looks for the first and last frame, so that a claim of a billion frames costs nothing, and adds up what is stored.</summary>
    private static long RequireFrames(DicomPixelData pixels)
    {
        int index = pixels.NumberOfFrames - 1;
        try
        {
            pixels.GetFrameLength(index);
            long total = 0;
            for (index = 0; index < pixels.NumberOfFrames; index++)
                total += pixels.GetFrameLength(index);
            return total;
        }
        catch (DicomFrameException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotFound, exception.Message, index, exception);
        }
    }

    private static long NativeBytes(ImageShape shape) => shape.Pixels.NumberOfFrames
        * (shape.IsBits ? BitPacking.PackedLength(shape.Frame.SampleCount) : shape.Frame.Length);

    private static void Describe(DicomDataset dataset, ImageShape shape, FrameEncoder encoder, FramePipeline pipeline, DicomTransferSyntax target)
    {
        string term = CodestreamColour.TermOf(pipeline.FirstBytes.Span, target, encoder.Input, shape.Pixels.PhotometricInterpretation);
        if (term != shape.Pixels.PhotometricInterpretation)
            dataset.AddOrUpdate(DicomTag.PhotometricInterpretation, term);
        if (encoder.Frame.SamplesPerPixel > 1)
            dataset.AddOrUpdate(DicomTag.PlanarConfiguration, (ushort)0);
        if (encoder.Frame.SamplesPerPixel != shape.Pixels.SamplesPerPixel)
            PaletteGone(dataset, encoder.Frame);
        if (!shape.IsBits && encoder.Frame.BitsAllocated != shape.Pixels.BitsAllocated)
            dataset.AddOrUpdate(DicomTag.BitsAllocated, (ushort)encoder.Frame.BitsAllocated);
    }

    private static void PaletteGone(DicomDataset dataset, in FrameInfo frame)
    {
        dataset.AddOrUpdate(DicomTag.SamplesPerPixel, (ushort)frame.SamplesPerPixel);
        dataset.AddOrUpdate(DicomTag.BitsStored, (ushort)frame.BitsStored);
        dataset.AddOrUpdate(DicomTag.HighBit, (ushort)(frame.BitsStored - 1));
        dataset.AddOrUpdate(DicomTag.PixelRepresentation, (ushort)0);
        dataset.Remove(
            DicomTag.RedPaletteColorLookupTableDescriptor,
            DicomTag.GreenPaletteColorLookupTableDescriptor,
            DicomTag.BluePaletteColorLookupTableDescriptor,
            DicomTag.RedPaletteColorLookupTableData,
            DicomTag.GreenPaletteColorLookupTableData,
            DicomTag.BluePaletteColorLookupTableData,
            DicomTag.SegmentedRedPaletteColorLookupTableData,
            DicomTag.SegmentedGreenPaletteColorLookupTableData,
            DicomTag.SegmentedBluePaletteColorLookupTableData,
            DicomTag.PaletteColorLookupTableUID);
    }

    private string Settings(DicomTransferSyntax target) => SyntaxTraits.IsBaseline(target)
        ? string.Create(CultureInfo.InvariantCulture, $"quality {_options.Quality}")
        : string.Create(CultureInfo.InvariantCulture, $"near {_options.NearLossless}");

    private static TranscodedFile Result(DicomFile file, DicomDataset dataset, DicomTransferSyntax target, TranscodeReport report, FrameScratch? scratch)
    {
        dataset.TransferSyntax = target;
        DicomFile result = new(dataset) { FileMetaInfo = file.FileMetaInfo, Preamble = file.Preamble };
        return new TranscodedFile(result, report, scratch);
    }
}
