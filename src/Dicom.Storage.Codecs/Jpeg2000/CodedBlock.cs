namespace Dicom.Storage.Codecs;

/// <summary>A code-block as a block decoder takes it: its codeword segments behind each other, and what must be known of it.</summary>
internal readonly ref struct CodedBlock
{
    /// <summary>Readable bytes behind <see cref="Data"/>'s segments, of any content.</summary>
    public const int Padding = 16;

    /// <summary>Gets the bytes of all segments, then <see cref="Padding"/> more.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    public required ReadOnlySpan<CodewordSegment> Segments { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Gets the magnitude bit-planes that are coded: Mb with those of a region of interest, less the zero bit-planes.</summary>
    public required int BitPlanes { get; init; }

    /// <summary>
    /// Gets the bit-planes by which a region of interest is shifted up (T.800 H.1), which a decoder of Part 1 undoes while it decodes: what
    /// is significant in a plane above them is of the region.
    /// </summary>
    public int RegionShift { get; init; }

    public required BandOrientation Orientation { get; init; }

    public required CodeBlockStyles Styles { get; init; }
}

/// <summary>A codeword segment (T.800 B.10.7): where it lies in <see cref="CodedBlock.Data"/>, and its coding passes.</summary>
internal readonly record struct CodewordSegment(int Start, int Length, int Passes);

/// <summary>Decodes code-blocks. One instance serves one thread and keeps its working memory.</summary>
internal interface IBlockDecoder
{
    /// <summary>Decodes a code-block.</summary>
    /// <param name="block">The block, with at least one segment.</param>
    /// <param name="coefficients">
    /// Width x height of them, row by row: the sign in bit 31, below it twice the magnitude plus the reconstruction point of T.800 E-6
    /// with r = 1/2 in units of half a step (1 when all planes were decoded, 0 for a zero coefficient).
    /// </param>
    void Decode(in CodedBlock block, Span<uint> coefficients);
}
