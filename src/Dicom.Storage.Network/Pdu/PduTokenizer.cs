namespace Dicom.Storage.Network;

/// <summary>
/// Reads PDUs and PDVs as they come, in pieces of any size: payload is handed on before its PDU is complete, so no buffer ever has
/// to hold a PDU. No I/O, no allocation; the same input gives the same tokens however it is cut (pieces of data apart).
/// </summary>
internal struct PduTokenizer
{
    private Phase _phase;
    private uint _pduRemaining;
    private uint _pdvRemaining;

    private enum Phase : byte
    {
        PduHeader,
        Payload,
        PdvHeader,
        PdvData,
    }

    /// <summary>Gets the header of the current PDU.</summary>
    public PduHeader Pdu { get; private set; }

    /// <summary>Gets the header of the current PDV.</summary>
    public PdvHeader Pdv { get; private set; }

    /// <summary>Gets what the limits said of the current PDU.</summary>
    public PduCheck Check { get; private set; }

    /// <summary>Gets whether the input so far ends with a whole PDU.</summary>
    public readonly bool IsAtPduBoundary => _phase == Phase.PduHeader;

    /// <summary>Takes the next token. After an invalid header or PDV the input has no meaning and must not be read on.</summary>
    public PduToken Read(ReadOnlySpan<byte> input, in PduLimits limits) => _phase switch
    {
        Phase.PduHeader => ReadPduHeader(input, limits),
        Phase.Payload => ReadPayload(input),
        Phase.PdvHeader => ReadPdvHeader(input),
        _ => ReadPdvData(input),
    };

    private PduToken ReadPduHeader(ReadOnlySpan<byte> input, in PduLimits limits)
    {
        if (!PduFrameReader.TryReadHeader(input, out PduHeader header))
            return default;

        Pdu = header;
        Check = limits.Check(header);
        _pduRemaining = header.Length;
        _phase = header.Type == PduType.Data ? Phase.PdvHeader : Phase.Payload;
        return new PduToken(PduTokenKind.PduHeader, PduHeader.Size);
    }

    private PduToken ReadPayload(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return default;

        int length = (int)Math.Min(_pduRemaining, (uint)input.Length);
        _pduRemaining -= (uint)length;
        if (_pduRemaining == 0)
            _phase = Phase.PduHeader;
        return new PduToken(PduTokenKind.Payload, length, _pduRemaining == 0);
    }

    private PduToken ReadPdvHeader(ReadOnlySpan<byte> input)
    {
        if (_pduRemaining < PdvHeader.Size)
            return new PduToken(PduTokenKind.InvalidPdv, 0);
        if (input.Length < PdvHeader.Size)
            return default;
        if (!PdvHeader.TryRead(input, _pduRemaining, out PdvHeader header))
            return new PduToken(PduTokenKind.InvalidPdv, 0);

        Pdv = header;
        _pduRemaining -= PdvHeader.Size;
        _pdvRemaining = header.DataLength;
        _phase = Phase.PdvData;
        return new PduToken(PduTokenKind.PdvHeader, PdvHeader.Size);
    }

    private PduToken ReadPdvData(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty && _pdvRemaining > 0)
            return default;

        int length = (int)Math.Min(_pdvRemaining, (uint)input.Length);
        _pdvRemaining -= (uint)length;
        _pduRemaining -= (uint)length;
        if (_pdvRemaining == 0)
            _phase = _pduRemaining == 0 ? Phase.PduHeader : Phase.PdvHeader;
        return new PduToken(PduTokenKind.PdvData, length, _pdvRemaining == 0);
    }
}
