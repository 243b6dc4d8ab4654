using System.Collections.Frozen;

namespace Dicom.Storage.Network;

/// <summary>The state transition table of the upper layer: PS3.8 table 9-10, cell by cell. A pair that is not listed is an empty cell.</summary>
internal static class UlTable
{
    private static readonly FrozenDictionary<(UlState, UlEvent), UlCell> s_cells = Build().ToFrozenDictionary();

    /// <summary>Gets every cell that is not empty.</summary>
    public static IReadOnlyDictionary<(UlState State, UlEvent Event), UlCell> Cells => s_cells;

    /// <summary>Gets a cell; false when the standard leaves it empty: the event cannot come in this state.</summary>
    public static bool TryGet(UlState state, UlEvent ulEvent, out UlCell cell) => s_cells.TryGetValue((state, ulEvent), out cell);

    private static Dictionary<(UlState, UlEvent), UlCell> Build()
    {
        Dictionary<(UlState, UlEvent), UlCell> cells = [];
        AddAssociateRequest(cells);
        AddTransportConfirmed(cells);
        AddAssociateAcceptReceived(cells);
        AddAssociateRejectReceived(cells);
        AddTransportIndicated(cells);
        AddAssociateRequestReceived(cells);
        AddAssociateResponseAccept(cells);
        AddAssociateResponseReject(cells);
        AddDataRequest(cells);
        AddDataReceived(cells);
        AddReleaseRequest(cells);
        AddReleaseRequestReceived(cells);
        AddReleaseReplyReceived(cells);
        AddReleaseResponse(cells);
        AddAbortRequest(cells);
        AddAbortReceived(cells);
        AddTransportClosed(cells);
        AddArtimExpired(cells);
        AddInvalidPdu(cells);
        return cells;
    }

    private static void AddAssociateRequest(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt1
        cells[(UlState.Sta1Idle, UlEvent.AssociateRequest)] = new(UlAction.AE1Connect, UlState.Sta4AwaitingTransport);

    private static void AddTransportConfirmed(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt2
        cells[(UlState.Sta4AwaitingTransport, UlEvent.TransportConfirmed)] = new(UlAction.AE2SendRequest, UlState.Sta5AwaitingAssociateReply);

    private static void AddAssociateAcceptReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt3
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.AssociateAcceptReceived)] = new(UlAction.AE3ConfirmAccepted, UlState.Sta6Established);
        cells[(UlState.Sta6Established, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.AssociateAcceptReceived)] = new(UlAction.AA6Ignore, UlState.Sta13AwaitingClose);
    }

    private static void AddAssociateRejectReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt4
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.AssociateRejectReceived)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.AssociateRejectReceived)] = new(UlAction.AE4ConfirmRejected, UlState.Sta1Idle);
        cells[(UlState.Sta6Established, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.AssociateRejectReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.AssociateRejectReceived)] = new(UlAction.AA6Ignore, UlState.Sta13AwaitingClose);
    }

    private static void AddTransportIndicated(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt5
        cells[(UlState.Sta1Idle, UlEvent.TransportIndicated)] = new(UlAction.AE5StartArtim, UlState.Sta2AwaitingRequest);

    private static void AddAssociateRequestReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt6
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.AssociateRequestReceived)] = new(UlAction.AE6JudgeRequest, UlState.Sta3AwaitingAssociateResponse, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.AssociateRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.AssociateRequestReceived)] = new(UlAction.AA7SendAbort, UlState.Sta13AwaitingClose);
    }

    private static void AddAssociateResponseAccept(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt7
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AssociateResponseAccept)] = new(UlAction.AE7SendAccept, UlState.Sta6Established);

    private static void AddAssociateResponseReject(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt8
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AssociateResponseReject)] = new(UlAction.AE8SendReject, UlState.Sta13AwaitingClose);

    private static void AddDataRequest(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt9
    {
        cells[(UlState.Sta6Established, UlEvent.DataRequest)] = new(UlAction.DT1SendData, UlState.Sta6Established);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.DataRequest)] = new(UlAction.AR7SendData, UlState.Sta8AwaitingReleaseResponse);
    }

    private static void AddDataReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt10
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.DataReceived)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.DataReceived)] = new(UlAction.DT2IndicateData, UlState.Sta6Established);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.DataReceived)] = new(UlAction.AR6IndicateData, UlState.Sta7AwaitingReleaseReply);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.DataReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.DataReceived)] = new(UlAction.AA6Ignore, UlState.Sta13AwaitingClose);
    }

    private static void AddReleaseRequest(Dictionary<(UlState, UlEvent), UlCell> cells) => // Evt11
        cells[(UlState.Sta6Established, UlEvent.ReleaseRequest)] = new(UlAction.AR1SendReleaseRequest, UlState.Sta7AwaitingReleaseReply);

    private static void AddReleaseRequestReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt12
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.ReleaseRequestReceived)] = new(UlAction.AR2IndicateRelease, UlState.Sta8AwaitingReleaseResponse);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.ReleaseRequestReceived)] = new(UlAction.AR8IndicateCollision, UlState.Sta9CollisionRequestorAwaitingResponse, UlState.Sta10CollisionAcceptorAwaitingReply);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.ReleaseRequestReceived)] = new(UlAction.AA6Ignore, UlState.Sta13AwaitingClose);
    }

    private static void AddReleaseReplyReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt13
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.ReleaseReplyReceived)] = new(UlAction.AR3ConfirmReleaseAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.ReleaseReplyReceived)] = new(UlAction.AR10ConfirmRelease, UlState.Sta12CollisionAcceptorAwaitingResponse);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.ReleaseReplyReceived)] = new(UlAction.AR3ConfirmReleaseAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.ReleaseReplyReceived)] = new(UlAction.AA6Ignore, UlState.Sta13AwaitingClose);
    }

    private static void AddReleaseResponse(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt14
    {
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.ReleaseResponse)] = new(UlAction.AR4SendReleaseReply, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.ReleaseResponse)] = new(UlAction.AR9SendReleaseReply, UlState.Sta11CollisionRequestorAwaitingReply);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.ReleaseResponse)] = new(UlAction.AR4SendReleaseReply, UlState.Sta13AwaitingClose);
    }

    private static void AddAbortRequest(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt15
    {
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta4AwaitingTransport, UlEvent.AbortRequest)] = new(UlAction.AA2StopAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.AbortRequest)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
    }

    private static void AddAbortReceived(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt16
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.AbortReceived)] = new(UlAction.AA2StopAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta6Established, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.AbortReceived)] = new(UlAction.AA3IndicateAbortAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta13AwaitingClose, UlEvent.AbortReceived)] = new(UlAction.AA2StopAndClose, UlState.Sta1Idle);
    }

    private static void AddTransportClosed(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt17
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.TransportClosed)] = new(UlAction.AA5StopArtim, UlState.Sta1Idle);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta4AwaitingTransport, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta6Established, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.TransportClosed)] = new(UlAction.AA4IndicateProviderAbort, UlState.Sta1Idle);
        cells[(UlState.Sta13AwaitingClose, UlEvent.TransportClosed)] = new(UlAction.AR5StopArtim, UlState.Sta1Idle);
    }

    private static void AddArtimExpired(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt18
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.ArtimExpired)] = new(UlAction.AA2StopAndClose, UlState.Sta1Idle);
        cells[(UlState.Sta13AwaitingClose, UlEvent.ArtimExpired)] = new(UlAction.AA2StopAndClose, UlState.Sta1Idle);
    }

    private static void AddInvalidPdu(Dictionary<(UlState, UlEvent), UlCell> cells) // Evt19
    {
        cells[(UlState.Sta2AwaitingRequest, UlEvent.InvalidPdu)] = new(UlAction.AA1SendAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta3AwaitingAssociateResponse, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta5AwaitingAssociateReply, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta6Established, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta7AwaitingReleaseReply, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta8AwaitingReleaseResponse, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta9CollisionRequestorAwaitingResponse, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta10CollisionAcceptorAwaitingReply, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta11CollisionRequestorAwaitingReply, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta12CollisionAcceptorAwaitingResponse, UlEvent.InvalidPdu)] = new(UlAction.AA8SendProviderAbort, UlState.Sta13AwaitingClose);
        cells[(UlState.Sta13AwaitingClose, UlEvent.InvalidPdu)] = new(UlAction.AA7SendAbort, UlState.Sta13AwaitingClose);
    }
}
