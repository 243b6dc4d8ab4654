using System.CommandLine;
using System.Globalization;
using Dicom.Storage.DataSets;
using Dicom.Storage.Send;

Argument<string[]> paths = new("paths") { Description = "Files or folders to send; folders with all that is below them.", Arity = ArgumentArity.OneOrMore };
Option<string> host = new("--host") { Description = "The server's name or address.", DefaultValueFactory = _ => "127.0.0.1" };
Option<int> port = new("--port") { Description = "The server's port.", DefaultValueFactory = _ => 11112 };
Option<string> called = new("--called") { Description = "The server's AE title.", DefaultValueFactory = _ => "STORE-SCP" };
Option<string> calling = new("--calling") { Description = "The AE title to send as.", DefaultValueFactory = _ => "SEND" };
Option<int> associations = new("--associations") { Description = "How many associations send at once.", DefaultValueFactory = _ => 1 };
foreach (Option<string> title in new[] { called, calling })
{
    title.Validators.Add(result =>
    {
        if (!AeTitle.TryParse(result.GetValueOrDefault<string>(), out _))
            result.AddError($"{title.Name} must be 1 to 16 characters of the default repertoire, without backslash (PS3.5 6.2, AE).");
    });
}

RequireRange(port, 1, 65_535);
RequireRange(associations, 1, 64);

RootCommand command = new("Sends DICOM files to a C-STORE server.") { paths, host, port, called, calling, associations };
command.SetAction(async (parsed, cancellationToken) =>
{
    Target target = new(parsed.GetValue(host)!, parsed.GetValue(port), AeTitle.Parse(parsed.GetValue(called)!), AeTitle.Parse(parsed.GetValue(calling)!));
    return await SendCommand.RunAsync(target, parsed.GetValue(paths)!, parsed.GetValue(associations), cancellationToken);
});
return await command.Parse(args).InvokeAsync();

// What is no number at all has a message of its own.
static void RequireRange(Option<int> option, int least, int most) => option.Validators.Add(result =>
{
    if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number) && (number < least || number > most))
        result.AddError($"{option.Name} must be {least} to {most}.");
});
