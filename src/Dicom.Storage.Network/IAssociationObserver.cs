namespace Dicom.Storage.Network;

/// <summary>Is told when associations come and go, for live figures. Calls come from many associations at once and must return at once.</summary>
public interface IAssociationObserver
{
    /// <summary>An association was accepted.</summary>
    void OnOpened(AssociationInfo association);

    /// <summary>An association that was accepted has ended.</summary>
    void OnEnded(AssociationInfo association, AssociationEndReason reason);
}
