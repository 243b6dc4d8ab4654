using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>What all lines of a scan are coded with (T.87 A.1), and what its contexts have learned.</summary>
internal sealed class JpegLsCoding : IDisposable
{
    public const int RegularContexts = 365;

    /// <summary>The largest code of an error: one of <see cref="JpegLsContext.MaxError"/>, negative.</summary>
    public const int MaxCode = (2 * JpegLsContext.MaxError) - 1;

    private const int MinLimitBits = 8;

    private readonly sbyte[] _gradients;

    public JpegLsCoding(JpegLsPreset preset, int near)
    {
        MaxValue = preset.MaxValue;
        Near = near;
        (T1, T2, T3) = (preset.T1, preset.T2, preset.T3);
        Step = (2 * near) + 1;
        Reset = preset.Reset;
        Range = ((preset.MaxValue + (2 * near)) / Step) + 1;
        ValueBits = JpegLsPreset.BitsFor(Range);
        int bits = Math.Max(2, JpegLsPreset.BitsFor(preset.MaxValue + 1));
        Limit = 2 * (bits + Math.Max(MinLimitBits, bits));
        Escape = Limit - ValueBits - 1;
        UnusedErrorBits = 32 - ValueBits;
        _gradients = ArrayPool<sbyte>.Shared.Rent((2 * preset.MaxValue) + 1);
        Quantise(preset);
        ResetContexts();
    }

    public int MaxValue { get; }

    public int Near { get; }

    /// <summary>The thresholds of gradients.</summary>
    public int T1 { get; }

    public int T2 { get; }

    public int T3 { get; }

    /// <summary>2 NEAR + 1.</summary>
    public int Step { get; }

    public int Reset { get; }

    /// <summary>RANGE: how many errors there are.</summary>
    public int Range { get; }

    /// <summary>qbpp.</summary>
    public int ValueBits { get; }

    /// <summary>LIMIT: the bits of the longest code.</summary>
    public int Limit { get; }

    /// <summary>The zeros in front of an error that no Golomb code holds.</summary>
    public int Escape { get; }

    /// <summary>The bits of an int above those of an error.</summary>
    public int UnusedErrorBits { get; }

    /// <summary>Whether samples take all values of their bits, and nothing is lost: then errors wrap by themselves.</summary>
    public bool IsExact => Near == 0 && int.IsPow2(MaxValue + 1);

    public JpegLsContext[] Contexts { get; } = new JpegLsContext[RegularContexts];

    public JpegLsRunContext[] Runs { get; } = new JpegLsRunContext[2];

    /// <summary>The quantised gradient 0; gradients from -MAXVAL to MAXVAL lie around it.</summary>
    public ref sbyte Gradients => ref _gradients[MaxValue];

    /// <summary>The context of three quantised gradients without their sign, 0 to 364: all that the table of gradients makes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref JpegLsContext ContextAt(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Contexts), index);

    /// <summary>Forgets what the contexts have learned, as at the start of a scan and of a restart interval.</summary>
    public void ResetContexts()
    {
        uint magnitudes = (uint)Math.Max(2, (Range + 32) / 64);
        Contexts.AsSpan().Fill(new JpegLsContext(magnitudes));
        Runs[0] = new JpegLsRunContext(magnitudes, type: 0);
        Runs[1] = new JpegLsRunContext(magnitudes, type: 1);
    }

    public void Dispose() => ArrayPool<sbyte>.Shared.Return(_gradients);

    /// <summary>Writes the regions of gradients (T.87 A.3.3).</summary>
    private void Quantise(JpegLsPreset preset)
    {
        Span<int> ends = [Near + 1, preset.T1, preset.T2, preset.T3, MaxValue + 1];
        for (int region = 0, from = 0; region < ends.Length; from = ends[region++])
        {
            _gradients.AsSpan(MaxValue + from, ends[region] - from).Fill((sbyte)region);
            if (region > 0)
                _gradients.AsSpan(MaxValue - ends[region] + 1, ends[region] - from).Fill((sbyte)-region);
            else
                _gradients.AsSpan(MaxValue - Near, Near + 1).Clear();
        }
    }
}
