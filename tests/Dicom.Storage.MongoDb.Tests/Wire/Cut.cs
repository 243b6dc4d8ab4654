namespace Dicom.Storage.MongoDb.Tests;

/// <summary>Where a connection is cut.</summary>
internal enum Cut
{
    None = 0,

    /// <summary>The server never hears of the command.</summary>
    BeforeCommand,

    /// <summary>The server has carried it out; the answer is lost.</summary>
    BeforeAnswer,
}
