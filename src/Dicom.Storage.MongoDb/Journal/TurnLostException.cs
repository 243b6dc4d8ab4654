namespace Dicom.Storage.MongoDb;

/// <summary>Another process found this one silent and ended its turn before it was decided: nothing was written.</summary>
internal sealed class TurnLostException : Exception;
