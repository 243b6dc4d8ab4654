using System.Security.Cryptography;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <content>The options one by one.</content>
internal sealed partial class DumpArguments
{
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
                _anonymizes = true;
                return null;
            case "--help" or "-h":
                ShowHelp = true;
                return null;
            case "--out" or "--rewrite" or "--ts" or "--key":
                return ++i < args.Length ? TakeValue(option, args[i]) : $"{option} needs a value. See --help.";
            default:
                return $"There is no option {option}. See --help.";
        }
    }

    private string? TakeValue(string option, string value)
    {
        if (option == "--key")
        {
            _keyFile = value;
            return null;
        }

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
        if (_keyFile is not null && !_anonymizes)
            return "--key goes together with --anonymize.";
        if (_anonymizes && MakeAnonymizer() is { } complaint)
            return complaint;
        return Paths.Count == 0 && !ShowHelp ? "Name files or folders. See --help." : null;
    }

    private string? MakeAnonymizer()
    {
        try
        {
            byte[] key = _keyFile is null ? RandomNumberGenerator.GetBytes(32) : File.ReadAllBytes(_keyFile);
            Anonymizer = new DicomAnonymizer(key);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"--key {_keyFile} cannot be used: {exception.Message}";
        }
    }
}
