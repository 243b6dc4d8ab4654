using System.CommandLine;
using System.Globalization;
using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;
using Dicom.Storage.Transcode;

Transcoder known = new();
Argument<string[]> paths = new("paths") { Description = "Files or folders to transcode; folders with all that is below them.", Arity = ArgumentArity.OneOrMore };
Option<string> to = new("--to") { Description = "The transfer syntax, a UID or keyword, such as 1.2.840.10008.1.2.5 or RLELossless.", Required = true };
Option<DirectoryInfo> folder = new("--out") { Description = "The folder to write into; each file keeps its path relative to its argument.", Required = true };
Option<int> parallel = new("--parallel") { Description = "How many files, or frames of few files, are worked on at once.", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 64) };
to.Validators.Add(result =>
{
    string name = result.GetValueOrDefault<string>() ?? string.Empty;
    if (Named(name) is not { } syntax)
        result.AddError($"--to '{name}' is neither the UID nor the keyword of a transfer syntax; frames can be encoded in {string.Join(", ", Like(name))}.");
    else if (!known.CanEncode(syntax))
        result.AddError($"--to {syntax}: frames can be encoded in {string.Join(", ", Like(string.Empty))}.");
});
parallel.Validators.Add(result =>
{
    // What is no number has a message of its own.
    if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number) && number is < 1 or > 64)
        result.AddError("--parallel must be 1 to 64.");
});

RootCommand command = new("Brings DICOM files into another transfer syntax. What is compressed without loss is decoded again and compared before it is kept.") { paths, to, folder, parallel };
command.SetAction((parsed, cancellationToken) => TranscodeCommand.RunAsync(
    parsed.GetValue(paths)!,
    Named(parsed.GetValue(to)!)!,
    parsed.GetValue(folder)!.FullName,
    parsed.GetValue(parallel),
    cancellationToken));
return await command.Parse(args).InvokeAsync();

// Those whose keywords have the name in them, otherwise all.
IEnumerable<string> Like(string name)
{
    string[] all = [.. DicomTransferSyntax.All.Where(known.CanEncode).Select(syntax => syntax.Keyword)];
    string[] like = [.. all.Where(keyword => keyword.Contains(name, StringComparison.OrdinalIgnoreCase))];
    return like.Length > 0 ? like : all;
}

static DicomTransferSyntax? Named(string name) =>
    DicomTransferSyntax.All.FirstOrDefault(syntax => syntax.Uid.Value == name || string.Equals(syntax.Keyword, name, StringComparison.OrdinalIgnoreCase));
