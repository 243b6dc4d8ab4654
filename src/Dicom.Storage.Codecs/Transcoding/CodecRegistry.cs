using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>The frame codecs by transfer syntax. It never changes; <see cref="With"/> makes another one.</summary>
public sealed class CodecRegistry
{
    private readonly IFrameCodec[] _codecs;
    private readonly FrozenDictionary<DicomTransferSyntax, IFrameCodec> _decoders;
    private readonly FrozenDictionary<DicomTransferSyntax, IFrameCodec> _encoders;

    /// <summary>Makes a registry of codecs.</summary>
    /// <param name="codecs">Of two that know the same syntax the later one is used for it.</param>
    public CodecRegistry(params IEnumerable<IFrameCodec> codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        _codecs = [.. codecs];
        _decoders = ByUse(static codec => codec.Decodes);
        _encoders = ByUse(static codec => codec.Encodes);
    }

    /// <summary>Gets all codecs of this package.</summary>
    public static CodecRegistry Default { get; } = new(
        new RleCodec(),
        new DeflatedFrameCodec(),
        new JpegCodec(),
        new JpegLsCodec(),
        new Jpeg2000Codec(),
        new HtJ2kCodec());

    /// <summary>Gets the transfer syntaxes whose frames can be decoded.</summary>
    public IReadOnlyCollection<DicomTransferSyntax> Decodes => _decoders.Keys;

    /// <summary>Gets the transfer syntaxes whose frames can be encoded.</summary>
    public IReadOnlyCollection<DicomTransferSyntax> Encodes => _encoders.Keys;

    /// <summary>Makes a registry that has one more codec, which goes before those that are there.</summary>
    public CodecRegistry With(IFrameCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return new CodecRegistry([.. _codecs, codec]);
    }

    /// <summary>Finds the codec that decodes frames of a transfer syntax.</summary>
    public bool TryGetDecoder(DicomTransferSyntax syntax, [NotNullWhen(true)] out IFrameCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        return _decoders.TryGetValue(syntax, out codec);
    }

    /// <summary>Finds the codec that encodes frames in a transfer syntax.</summary>
    public bool TryGetEncoder(DicomTransferSyntax syntax, [NotNullWhen(true)] out IFrameCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        return _encoders.TryGetValue(syntax, out codec);
    }

    private FrozenDictionary<DicomTransferSyntax, IFrameCodec> ByUse(Func<IFrameCodec, IReadOnlyList<DicomTransferSyntax>> syntaxes)
    {
        Dictionary<DicomTransferSyntax, IFrameCodec> byUse = [];
        foreach (IFrameCodec codec in _codecs)
        {
            foreach (DicomTransferSyntax syntax in syntaxes(codec))
                byUse[syntax] = codec;
        }

        return byUse.ToFrozenDictionary();
    }
}
