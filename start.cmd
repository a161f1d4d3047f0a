@echo off
rem A double click on this file opens the form in the browser. What it needs is fetched the first time.
rem Only ASCII here, so that it means the same in every code page; hooks\start.py says the rest in the user's language.
setlocal
set "START=%~dp0hooks\start.py"
set "OLD_ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"

if not exist "%START%" goto packed

py -3 -c "%OLD_ENOUGH%" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto launcher
python -c "%OLD_ENOUGH%" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto python
goto missing

:launcher
py -3 "%START%"
goto ended

:python
python "%START%"
goto ended

:ended
if "%ERRORLEVEL%"=="0" exit /b 0
if "%ERRORLEVEL%"=="130" exit /b 0
goto failed

:packed
echo Filerna ligger kvar i en zip-fil. Packa upp hela zip-filen och dubbelklicka sedan igen.
echo The files are still in a zip file. Unpack all of it, and then double-click again.
goto failed

:missing
echo Python 3.11 eller senare saknas. Installera Python och dubbelklicka sedan igen.
echo Python 3.11 or later is missing. Install Python, and then double-click again.
echo.
echo     https://www.python.org/downloads/
echo.
goto failed

:failed
pause
exit /b 1
