using System.Text.Encodings.Web;
using System.Text.Json;
using IBMCloud.E2E.Tool.Images;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>What a verb says on stdout: sentences for people, or one JSON object for programs.</summary>
internal static class Result
{
    /// <summary>Writes the one or the other.</summary>
    /// <param name="json">Whether a program reads it.</param>
    /// <param name="text">The sentences.</param>
    /// <param name="members">Writes the members of the object.</param>
    public static void Write(bool json, Func<string> text, Action<Utf8JsonWriter> members)
    {
        if (json)
        {
            WriteJson(Console.OpenStandardOutput(), members);
        }
        else
        {
            Console.Out.WriteLine(text());
        }
    }

    /// <summary>Writes the one or the other, to stderr where stdout carries the image.</summary>
    public static void Write(string output, bool json, Func<string> text, Action<Utf8JsonWriter> members)
    {
        if (output != ImageOutput.StandardOutput)
        {
            Write(json, text, members);
        }
        else if (json)
        {
            WriteJson(Console.OpenStandardError(), members);
        }
        else
        {
            Console.Error.WriteLine(text());
        }
    }

    private static void WriteJson(Stream stream, Action<Utf8JsonWriter> members)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        stream.Write("\n"u8);
    }
}
