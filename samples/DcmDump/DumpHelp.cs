namespace Dicom.Storage.DcmDump;

/// <summary>What --help prints.</summary>
internal static class DumpHelp
{
    public const string Text = """
        Prints DICOM files.

          DcmDump [options] FILES|FOLDERS

        Folders are read with all that is below them, sorted by path.

          --json          one DICOM JSON object per line (PS3.18 F); binary values from 2,048 bytes up as BulkDataURI sha256:<hex>
          --to-xml        Native DICOM Model XML (PS3.19 A.1), one document per line
          --out DIR       writes DIR/<path relative to its argument>.json (or .xml with --to-xml) in place of standard output
          --rewrite DIR   reads and writes again, to DIR/<path relative to its argument>
          --ts UID        the transfer syntax to write with --rewrite; uncompressed ones only
          --anonymize     first takes out what identifies the patient (PS3.15 E, basic profile); with any form of output
          --key FILE      the secret of which --anonymize makes new UIDs, 16 bytes or more: the same key gives the same UIDs.
                          Without it a key is made up, and is the same for the files of one run only
          --help          this text

        A file that cannot be read gives one line on standard error: path, byte offset, what is wrong. The others go on, and the exit status is 1.

        """;
}
