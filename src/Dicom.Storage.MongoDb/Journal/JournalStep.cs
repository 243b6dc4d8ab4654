namespace Dicom.Storage.MongoDb;

/// <summary>The moments of a turn between two commands to the server.</summary>
internal enum JournalStep
{
    BeforeEntries = 0,
    BeforeDecision,
    AfterDecision,
    AfterEntry,
}
