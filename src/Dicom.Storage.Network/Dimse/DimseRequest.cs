using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A request as received: its command set and where it came from.</summary>
public sealed class DimseRequest
{
    /// <summary>Makes a request of a command set and its context.</summary>
    public DimseRequest(CommandSet commandSet, PresentationContext presentationContext, AssociationInfo association)
    {
        ArgumentNullException.ThrowIfNull(commandSet);
        ArgumentNullException.ThrowIfNull(presentationContext);
        ArgumentNullException.ThrowIfNull(association);
        CommandSet = commandSet;
        PresentationContext = presentationContext;
        Association = association;
        AffectedSopClassUid = commandSet.TryGetUid(CommandTags.AffectedSopClassUid, out DicomUid sopClass) ? sopClass : null;
        AffectedSopInstanceUid = commandSet.TryGetUid(CommandTags.AffectedSopInstanceUid, out DicomUid instance) ? instance : null;
    }

    /// <summary>Gets all elements of the command, also those without a property here.</summary>
    public CommandSet CommandSet { get; }

    /// <summary>Gets the presentation context on which the request came.</summary>
    public PresentationContext PresentationContext { get; }

    /// <summary>Gets the association on which the request came.</summary>
    public AssociationInfo Association { get; }

    /// <summary>Gets the kind of the request.</summary>
    public DimseCommandField CommandField => CommandSet.CommandField;

    /// <summary>Gets Message ID (0000,0110).</summary>
    public ushort MessageId => CommandSet.MessageId;

    /// <summary>Gets Affected SOP Class UID (0000,0002); null when absent or malformed (its bytes: <see cref="CommandSet.TryGetRaw"/>).</summary>
    public DicomUid? AffectedSopClassUid { get; }

    /// <summary>Gets Affected SOP Instance UID (0000,1000); null when absent or malformed (its bytes: <see cref="CommandSet.TryGetRaw"/>).</summary>
    public DicomUid? AffectedSopInstanceUid { get; }

    /// <summary>Gets whether a data set follows: Command Data Set Type (0000,0800) is not 0101H.</summary>
    public bool HasDataSet => CommandSet.HasDataSet;
}
