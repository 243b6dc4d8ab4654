namespace Dicom.Storage.Network;

/// <summary>Event ids of the log of this package: 2000 to 2099.</summary>
internal static class EventIds
{
    public const int ListenerStarted = 2000;
    public const int ListenerStopping = 2001;
    public const int ListenerStopped = 2002;
    public const int AcceptFailed = 2003;
    public const int AssociationAccepted = 2010;
    public const int AssociationRejected = 2011;
    public const int AssociationEnded = 2012;
    public const int AssociationEndedBadly = 2013;
    public const int ServiceFailed = 2020;
    public const int PolicyFailed = 2021;
    public const int RequestRefused = 2022;
    public const int AssociationFault = 2023;
    public const int ObserverFailed = 2024;
    public const int StopLeftBehind = 2025;
}
