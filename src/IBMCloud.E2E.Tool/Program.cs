using System.CommandLine;

var root = new RootCommand("Encrypted IBM Cloud servers with keys that only you control.");
return root.Parse(args).Invoke();
