using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>Measures bodies: the lines between the braces, or those of the expression; lambdas count to the method they stand in.</summary>
internal static class MethodLengths
{
    public static IEnumerable<(string Name, int Line, int Lines)> Of(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (Body(node) is not { } body)
                continue;

            FileLinePositionSpan span = body.SyntaxTree.GetLineSpan(body.Span);
            int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            yield return (Name(node), span.StartLinePosition.Line + 1, body is BlockSyntax ? Math.Max(0, lines - 2) : lines);
        }
    }

    private static SyntaxNode? Body(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        _ => null,
    };

    private static string Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        _ => node.Kind().ToString(),
    };
}
