using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>The command line. Read by hand: a parser library would take as long to start as a hundred files take to dump.</summary>
internal sealed class DumpArguments
{
    public const string Help = """
        Prints DICOM files.

          DcmDump [options] FILES|FOLDERS

        Folders are read with all that is below them, sorted by path.

          --json          one DICOM JSON object per line (PS3.18 F); binary values from 2,048 bytes up as BulkDataURI sha256:<hex>
          --to-xml        Native DICOM Model XML (PS3.19 A.1), one document per line
          --out DIR       writes DIR/<path relative to its argument>.json (or .xml with --to-xml) in place of standard output
          --rewrite DIR   reads and writes again, to DIR/<path relative to its argument>
          --anonymize     removes what identifies the patient (PS3.15 E, basic profile); with --rewrite, or before any other form
          --ts UID        the transfer syntax to write with --rewrite; uncompressed ones only
          --help          this text

        A file that cannot be read gives one line on standard error: path, byte offset, what is wrong. The others go on, and the exit status is 1.

        """;

    public List<string> Paths { get; } = [];

    public OutputForm Form { get; private set; }

    public string? Folder { get; private set; }

    /// <summary>Gets what is added to the names of files written.</summary>
    public string Extension => Form switch
    {
        OutputForm.Json => ".json",
        OutputForm.Xml => ".xml",
        _ => string.Empty,
    };

    public DicomTransferSyntax? Syntax { get; private set; }

    public bool Anonymize { get; private set; }

    public bool ShowHelp { get; private set; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out DumpArguments? arguments, [NotNullWhen(false)] out string? complaint)
    {
        arguments = new DumpArguments();
        complaint = null;
        bool named = true;
        for (int i = 0; i < args.Length && complaint is null; i++)
        {
            if (args[i] == "--" && named)
                named = false;
            else if (named && args[i].Length > 1 && args[i][0] == '-')
                complaint = arguments.TakeOption(args, ref i);
            else
                arguments.Paths.Add(args[i]);
        }

        complaint ??= arguments.Check();
        return complaint is null;
    }

    private string? TakeOption(string[] args, ref int i)
    {
        string option = args[i];
        switch (option)
        {
            case "--json":
                return Choose(OutputForm.Json, option);
            case "--to-xml":
                return Choose(OutputForm.Xml, option);
            case "--anonymize":
                Anonymize = true;
                return null;
            case "--help" or "-h":
                ShowHelp = true;
                return null;
            case "--out" or "--rewrite" or "--ts":
                return ++i < args.Length ? TakeValue(option, args[i]) : $"{option} needs a value. See --help.";
            default:
                return $"There is no option {option}. See --help.";
        }
    }

    private string? TakeValue(string option, string value)
    {
        if (option == "--ts")
        {
            Syntax = DicomUid.TryParse(value, out DicomUid uid) && DicomTransferSyntax.TryGet(uid, out DicomTransferSyntax? syntax) ? syntax : null;
            return Syntax is { IsEncapsulated: false } ? null : $"--ts {value} is no uncompressed transfer syntax of the standard.";
        }

        if (Folder is not null)
            return "Only one of --out and --rewrite can be given, once.";
        Folder = value;
        return option == "--rewrite" ? Choose(OutputForm.File, option) : null;
    }

    private string? Choose(OutputForm form, string option)
    {
        bool other = Form != OutputForm.Text && Form != form;
        Form = form;
        return other ? $"{option} does not go together with the other form of output." : null;
    }

    private string? Check()
    {
        if (Folder is not null && Form == OutputForm.Text)
            Form = OutputForm.Json;
        if (Syntax is not null && Form != OutputForm.File)
            return "--ts goes together with --rewrite.";
        return Paths.Count == 0 && !ShowHelp ? "Name files or folders. See --help." : null;
    }
}
