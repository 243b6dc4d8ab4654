namespace Dicom.Storage.Network;

/// <summary>What is asked of every request before its service sees it. Pure.</summary>
internal static class RequestGate
{
    /// <summary>Gets the answer that the request has earned; null when its service shall decide.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isKnown">Whether the table has a service for it.</param>
    /// <param name="isDuplicate">Whether a request with its message id was pending when it came.</param>
    public static DimseResponse? Judge(DimseRequest request, bool isKnown, bool isDuplicate)
    {
        if (!isKnown)
            return new DimseResponse(DimseStatus.UnrecognizedOperation, "Operation not supported here");
        if (isDuplicate)
            return new DimseResponse(DimseStatus.DuplicateInvocation, "Message ID of a pending request");
        if (request.CommandField == DimseCommandField.CStoreRequest)
        {
            if (request.AffectedSopClassUid is null || request.AffectedSopInstanceUid is null)
                return new DimseResponse(DimseStatus.BadUid, "Affected SOP UID absent or malformed");
            if (!request.HasDataSet)
                return new DimseResponse(DimseStatus.BrokenStructure, "C-STORE without data set");
        }

        bool matches = request.AffectedSopClassUid is not { } sopClass || sopClass == request.PresentationContext.AbstractSyntax;
        return matches && request.PresentationContext.RequestorIsScu
            ? null
            : new DimseResponse(DimseStatus.SopClassNotSupported, "SOP class is not that of the context");
    }
}
