namespace Dicom.Storage.Codecs;

/// <summary>
/// What the main header, or the headers of a tile's parts over it, say of coding. A component's own segment (COC, QCC) outranks the
/// default (COD, QCD) of the same header, and the tile's headers outrank the main header (T.800 A.6).
/// </summary>
internal sealed class CodingParameters
{
    private readonly CodingStyle?[] _styles;
    private readonly SubbandSteps?[] _quantizations;
    private readonly int[] _roiShifts;
    private readonly CodingParameters? _main;
    private CodingStyle? _defaultStyle;
    private SubbandSteps? _defaultQuantization;
    private TileCoding? _tile;
    private List<ProgressionChange>? _changes;

    public CodingParameters(ImageGrid grid, CodingParameters? main = null)
    {
        Grid = grid;
        _main = main;
        _styles = new CodingStyle?[grid.Components.Length];
        _quantizations = new SubbandSteps?[grid.Components.Length];
        _roiShifts = main is null ? new int[grid.Components.Length] : (int[])main._roiShifts.Clone();
    }

    public ImageGrid Grid { get; }

    /// <summary>Gets Pcap of CAP with the Ccap that follow (T.800 A.5.2), or nothing.</summary>
    public byte[]? Capabilities { get; private set; }

    public TileCoding Tile => _tile ?? _main?.Tile ?? throw Jpeg2000Errors.Invalid("no COD.");

    /// <summary>Gets the progressions of POC in the order in which they came; empty when the order of COD holds throughout.</summary>
    public IReadOnlyList<ProgressionChange> Changes => _changes ?? _main?.Changes ?? [];

    public CodingStyle Style(int component) =>
        _styles[component] ?? _defaultStyle ?? _main?.Style(component) ?? throw Jpeg2000Errors.Invalid("no COD.");

    public SubbandSteps Quantization(int component) =>
        _quantizations[component] ?? _defaultQuantization ?? _main?.Quantization(component) ?? throw Jpeg2000Errors.Invalid("no QCD.");

    /// <summary>The bit-planes by which a region of interest is shifted up (RGN, T.800 H.1); 0 for none.</summary>
    public int RoiShift(int component) => _roiShifts[component];

    /// <summary>Reads a segment that main and tile-part headers share. What is none of them is passed over.</summary>
    public void Read(int marker, ReadOnlySpan<byte> content)
    {
        Jpeg2000SegmentReader reader = new(content);
        switch (marker)
        {
            case Jpeg2000Marker.CodingStyleDefault:
                ReadStyleDefault(ref reader);
                break;
            case Jpeg2000Marker.CodingStyleComponent:
                int styled = ReadComponent(ref reader);
                _styles[styled] = CodingStyleParser.ParseStyle(ref reader, (reader.ReadByte() & 1) != 0);
                break;
            case Jpeg2000Marker.QuantizationDefault:
                _defaultQuantization = CodingStyleParser.ParseQuantization(ref reader);
                break;
            case Jpeg2000Marker.QuantizationComponent:
                int quantized = ReadComponent(ref reader);
                _quantizations[quantized] = CodingStyleParser.ParseQuantization(ref reader);
                break;
            case Jpeg2000Marker.RegionOfInterest:
                ReadRegionOfInterest(ref reader);
                break;
            case Jpeg2000Marker.ProgressionOrderChange:
                ReadChanges(ref reader);
                break;
            case Jpeg2000Marker.Capabilities:
                Capabilities = content.ToArray();
                break;
        }
    }

    private void ReadStyleDefault(ref Jpeg2000SegmentReader reader)
    {
        byte flags = reader.ReadByte();
        int order = reader.ReadByte();
        int layers = reader.ReadUInt16();
        int transform = reader.ReadByte();
        if (order > 4 || layers == 0)
            throw Jpeg2000Errors.Invalid("COD has no such progression or no layer.");
        if (transform > 1)
            throw Jpeg2000Errors.Unsupported("component transforms of Part 2.");
        _tile = new TileCoding
        {
            Order = (ProgressionOrder)order,
            Layers = layers,
            HasComponentTransform = transform == 1,
            HasStartOfPacket = (flags & 2) != 0,
            HasEndOfPacketHeader = (flags & 4) != 0,
        };
        _defaultStyle = CodingStyleParser.ParseStyle(ref reader, (flags & 1) != 0);
    }

    private void ReadRegionOfInterest(ref Jpeg2000SegmentReader reader)
    {
        int component = ReadComponent(ref reader);
        if (reader.ReadByte() != 0)
            throw Jpeg2000Errors.Unsupported("regions of interest other than by maximum shift.");
        _roiShifts[component] = reader.ReadByte();
    }

    private void ReadChanges(ref Jpeg2000SegmentReader reader)
    {
        bool wide = Grid.Components.Length > 256;
        int size = wide ? 9 : 7;
        _changes ??= [];
        while (reader.Remaining >= size)
        {
            int firstResolution = reader.ReadByte();
            int firstComponent = wide ? reader.ReadUInt16() : reader.ReadByte();
            int endLayer = reader.ReadUInt16();
            int endResolution = reader.ReadByte();
            int endComponent = wide ? reader.ReadUInt16() : reader.ReadByte();
            int order = reader.ReadByte();
            if (order > 4)
                throw Jpeg2000Errors.Invalid("POC has no such progression.");
            // In a byte 256 components cannot be written: 0 stands for them (T.800 table A.32).
            _changes.Add(new ProgressionChange(
                (ProgressionOrder)order, firstResolution, endResolution, firstComponent, endComponent == 0 ? 256 : endComponent, endLayer));
        }
    }

    private int ReadComponent(ref Jpeg2000SegmentReader reader)
    {
        int component = Grid.Components.Length > 256 ? reader.ReadUInt16() : reader.ReadByte();
        return component < Grid.Components.Length ? component : throw Jpeg2000Errors.Invalid("a segment is of a component that is not there.");
    }
}

/// <summary>One progression of POC (T.800 A.6.6): packets from the first to before the end, those already read left out.</summary>
internal readonly record struct ProgressionChange(
    ProgressionOrder Order, int FirstResolution, int EndResolution, int FirstComponent, int EndComponent, int EndLayer);
