namespace Dicom.Storage.Codecs;

/// <summary>
/// The inverse lifting steps of a wavelet (T.800 F.3.8). In each step rows of one kind, even or odd, are changed by the two rows of the
/// other kind beside them; a row is one of an image, or every second element of a line.
/// </summary>
internal interface ILifting
{
    /// <summary>Gets the steps, an even number.</summary>
    static abstract int Steps { get; }

    /// <summary>Changes a row by those beside it: an even row when the step is even, else an odd one.</summary>
    static abstract void InverseStep(int step, Span<int> row, ReadOnlySpan<int> before, ReadOnlySpan<int> behind);

    /// <summary>What comes before the first step.</summary>
    static abstract void InverseScale(Span<int> row, bool isOdd);

    /// <summary>Puts a line together.</summary>
    /// <param name="low">Its even elements.</param>
    /// <param name="high">Its odd elements.</param>
    /// <param name="start">The place of its first element: even or odd.</param>
    /// <param name="scratch">At least <see cref="LineHalves.ScratchFor"/>.</param>
    /// <param name="line">Takes the line, of two elements or more.</param>
    static abstract void InverseLine(ReadOnlySpan<int> low, ReadOnlySpan<int> high, int start, Span<int> scratch, Span<int> line);

    /// <summary>What becomes of a line's only sample when it stands at an odd place.</summary>
    static abstract int InverseSingle(int odd);
}
