using System.Net.Sockets;
using Dicom.Storage.Core;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Gateway;

/// <summary>Says in one sentence what must be changed for the server to start; null for what is not the user's to change.</summary>
internal static class StartFailure
{
    public static string? Sentence(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Told(cause) is { } sentence)
                return $"The gateway does not start: {sentence}";
        }

        return null;
    }

    private static string? Told(Exception cause) => cause switch
    {
        OptionsValidationException options => string.Join(" ", options.Failures),
        // A value that a setting does not take; the name of the code's parameter says nothing to the user.
        ArgumentException argument => argument.Message.Split(" (Parameter", 2)[0],
        SocketException socket => $"The DICOM port cannot be opened: {socket.Message}.",
        // What the configuration binder and the composition throw.
        InvalidOperationException or FormatException or InvalidDataException => cause.Message,
        DicomStorageException or IOException or UnauthorizedAccessException => cause.Message,
        _ => null,
    };
}
